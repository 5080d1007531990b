package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Claims;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Boot logs that somebody lies with, under a genuine quote; the numbers are the threat model's. */
final class EventLogAttackTest {

  private static final int TYPE_OFFSET = 4;

  private static Verification judge(MeasuredBoot boot) {
    SoftTpm tpm = TpmLab.after(boot);
    return TpmLab.verify(tpm, tpm.evidence(TpmLab.NONCE));
  }

  private static Claims claims(MeasuredBoot boot) {
    Verification v = judge(boot);
    assertThat(v.verdict()).as(v.findings().toString()).isEqualTo(Verdict.VERIFIED);
    return v.claims();
  }

  private static MeasuredBoot policy(int secureBoot) {
    MeasuredBoot b = MeasuredBoot.powerOn(TpmLab.BANKS);
    LinuxBoot.secureBoot(b, secureBoot);
    return b;
  }

  private static Verification withLog(SoftTpm tpm, Bytes log) {
    return TpmLab.verify(tpm, TpmLab.with(tpm.evidence(TpmLab.NONCE), "eventlog", log));
  }

  private static void assertRefutedByReplay(Verification v) {
    assertThat(v.verdict()).isEqualTo(Verdict.REFUTED);
    assertThat(TpmLab.failed(v)).containsExactly("tcg-eventlog.replay");
    assertThat(v.claims().at("/boot")).isEmpty();
  }

  /** The attester leaves out the bank that would show the change, and offers SHA-1 alone. */
  @Test
  void aLogOfAWeakerBankThanTheStrongestQuotedIsRefused() {
    Map<HashAlgorithm, List<Integer>> both =
        Map.of(HashAlgorithm.SHA1, List.of(0, 4, 7, 8), HashAlgorithm.SHA256, List.of(0, 4, 7, 8));
    SoftTpm tpm = TpmLab.after(LinuxBoot.typical(TpmLab.BANKS, "/vmlinuz"));
    Evidence quoted = tpm.evidence(tpm.quote(TpmLab.NONCE, both), both);
    assertThat(TpmLab.failed(TpmLab.verify(tpm, quoted))).doesNotContain("tcg-eventlog.replay");
    Bytes weak = LinuxBoot.typical(Set.of(HashAlgorithm.SHA1), "/vmlinuz").log();
    Verification v = TpmLab.verify(tpm, TpmLab.with(quoted, "eventlog", weak));
    assertThat(TpmLab.failed(v)).contains("tcg-eventlog.replay");
    assertThat(v.claims().at("/boot")).isEmpty();
  }

  /** N51: an event after the quote, or one that no register knows of. */
  @Test
  void n51RejectsALogWithAnEventTooMany() {
    MeasuredBoot b = LinuxBoot.typical(TpmLab.BANKS, "/vmlinuz");
    b.onlyLogged(8, MeasuredBoot.EV_IPL, Bytes.utf8("kernel_cmdline: quiet\0"));
    assertRefutedByReplay(judge(b));
  }

  /** N51: something was started and the log keeps quiet about it. */
  @Test
  void n51RejectsALogWithAnEventTooFew() {
    MeasuredBoot b = LinuxBoot.typical(TpmLab.BANKS, "/vmlinuz");
    b.onlyExtended(4, Bytes.utf8("image of a boot kit"));
    assertRefutedByReplay(judge(b));
  }

  /** N51: cut at an event's end, so that it parses. */
  @Test
  void n51RejectsALogCutAtAnEventsEnd() {
    MeasuredBoot b = LinuxBoot.typical(TpmLab.BANKS, "/vmlinuz");
    Bytes shorter = b.log();
    b.measure(9, MeasuredBoot.EV_IPL, Bytes.utf8("/initrd\0"));
    assertRefutedByReplay(withLog(TpmLab.after(b), shorter));
  }

  /** N51: two events change registers. */
  @Test
  void n51RejectsEventsSwappedBetweenRegisters() {
    MeasuredBoot b = LinuxBoot.typical(TpmLab.BANKS, "/vmlinuz");
    SoftTpm tpm = TpmLab.after(b);
    MeasuredBoot swapped = LinuxBoot.typical(TpmLab.BANKS, "/vmlinuz");
    byte[] log = swapped.log().toArray();
    int second = secondEvent(b);
    log[second] = 1; // the CRTM version, said to be of PCR1
    assertRefutedByReplay(withLog(tpm, Bytes.of(log)));
  }

  /** N52, GO-2026-6893: the type is not measured, so no claim may change with it. */
  @Test
  void n52ClaimsTheSameOrNothingWhateverTheEventTypesSay() {
    MeasuredBoot b = LinuxBoot.typical(TpmLab.BANKS, "/vmlinuz");
    SoftTpm tpm = TpmLab.after(b);
    Verification honest = withLog(tpm, b.log());
    assertThat(honest.verdict()).isEqualTo(Verdict.VERIFIED);
    long[] labels = {
      MeasuredBoot.EV_IPL,
      MeasuredBoot.EV_EFI_ACTION,
      MeasuredBoot.EV_EFI_BOOT_SERVICES_APPLICATION,
      MeasuredBoot.EV_EFI_VARIABLE_AUTHORITY,
      MeasuredBoot.EV_EFI_VARIABLE_DRIVER_CONFIG
    };
    for (int at : eventOffsets(b.log())) {
      for (long label : labels) {
        byte[] log = b.log().toArray();
        for (int i = 0; i < 4; i++) {
          log[at + TYPE_OFFSET + i] = (byte) (label >>> 8 * i);
        }
        Verification v = withLog(tpm, Bytes.of(log));
        if (v.verdict() == Verdict.VERIFIED) {
          assertThat(v.claims()).isEqualTo(honest.claims());
        } else {
          assertThat(TpmLab.failed(v)).containsExactly("tcg-eventlog.event-data");
          assertThat(v.claims().at("/boot")).isEmpty();
        }
      }
    }
  }

  /** N52: an event that is hidden as EV_NO_ACTION is missing in the replay. */
  @Test
  void n52RejectsAnEventRelabelledAsNoAction() {
    MeasuredBoot b = LinuxBoot.typical(TpmLab.BANKS, "/vmlinuz");
    byte[] log = b.log().toArray();
    log[secondEvent(b) + TYPE_OFFSET] = (byte) MeasuredBoot.EV_NO_ACTION;
    assertRefutedByReplay(withLog(TpmLab.after(b), Bytes.of(log)));
  }

  /** N53: data that the digest does not cover is no claim. */
  @Test
  void n53ClaimsNoTextThatWasNotMeasured() {
    MeasuredBoot b = policy(1);
    LinuxBoot.separator(b, 7);
    b.measure(
        8,
        MeasuredBoot.EV_IPL,
        Bytes.utf8("/vmlinuz init=/bin/sh"),
        Bytes.utf8("kernel_cmdline: /vmlinuz lockdown=integrity\0"));
    b.measure(
        7,
        MeasuredBoot.EV_EFI_VARIABLE_AUTHORITY,
        Bytes.utf8("nothing of the kind"),
        EfiVariable.data(EfiVariable.IMAGE_SECURITY, "db", Bytes.zeros(64)));
    Claims c = claims(b);
    assertThat(c.at("/boot/kernel_command_lines/0")).isEmpty();
    assertThat(c.text("/boot/authorities/0"))
        .contains(HashAlgorithm.SHA256.digest(Bytes.utf8("nothing of the kind")).hex());
    assertThat(c.text("/boot/secure_boot")).contains("unproved");
  }

  /** N53: whose key allowed an image is kept quiet about, beside one that the policy names. */
  @Test
  void n53TellsOfAnAuthorityWhoseTextIsNotWhatWasMeasured() {
    MeasuredBoot b = LinuxBoot.typical(TpmLab.BANKS, "/vmlinuz");
    Bytes enrolled =
        EfiVariable.data(
            EfiVariable.SHIM,
            "MokList",
            Bytes.concat(EfiVariable.OWNER, EfiVariable.certificate("a boot kit's")));
    b.measure(7, MeasuredBoot.EV_EFI_VARIABLE_AUTHORITY, enrolled, Bytes.utf8("nothing"));
    Claims c = claims(b);
    assertThat(c.text("/boot/secure_boot")).contains("on");
    assertThat(c.at("/boot/authorities").orElseThrow())
        .extracting(n -> n.textValue())
        .hasSize(3)
        .contains(HashAlgorithm.SHA256.digest(enrolled).hex());
  }

  /** N54: the data is the preimage of the SHA-1 digest only, and SHA-256 is what was quoted. */
  @Test
  void n54TakesDataOnlyByTheBankThatReplays() {
    SoftTpm tpm = TpmLab.after(LinuxBoot.typical(TpmLab.BANKS, "/vmlinuz"));
    byte[] log = tpm.boot().log().toArray();
    int sha1 = secondEvent(tpm.boot()) + 4 + 4 + 4 + 2;
    log[sha1] ^= 1; // the bank that nobody replays
    assertThat(withLog(tpm, Bytes.of(log)).verdict()).isEqualTo(Verdict.VERIFIED);
    VerificationInput both =
        TpmLab.input(tpm).withStated(TpmLab.stated("{\"eventlog_covers\": {\"sha1\": [0]}}"));
    Evidence e = TpmLab.with(tpm.evidence(TpmLab.NONCE), "eventlog", Bytes.of(log));
    assertThat(TpmLab.failed(TpmLab.SCHEME.verify(e, both))).containsExactly("tcg-eventlog.replay");
  }

  /** N55: EV_NO_ACTION events that change how PCR0 begins, or the log's own layout. */
  @Test
  void n55RejectsALogThatSaysItStartedElsewhere() {
    MeasuredBoot b = MeasuredBoot.powerOn(TpmLab.BANKS);
    b.onlyLogged(0, MeasuredBoot.EV_NO_ACTION, Bytes.utf8("StartupLocality\0\3"));
    LinuxBoot.secureBoot(b, 1);
    LinuxBoot.separator(b, 0);
    assertRefutedByReplay(judge(b));
  }

  @Test
  void n55RejectsAStartupLocalityAfterTheFirstMeasurement() {
    MeasuredBoot b = LinuxBoot.typical(TpmLab.BANKS, "/vmlinuz");
    b.onlyLogged(0, MeasuredBoot.EV_NO_ACTION, Bytes.utf8("StartupLocality\0\3"));
    assertThat(TpmLab.failed(judge(b))).containsExactly("evidence.malformed");
  }

  @Test
  void n55RejectsASecondSpecIdEvent() {
    MeasuredBoot b = LinuxBoot.typical(TpmLab.BANKS, "/vmlinuz");
    b.onlyLogged(0, MeasuredBoot.EV_NO_ACTION, Bytes.utf8("Spec ID Event03\0 and more"));
    assertThat(TpmLab.failed(judge(b))).containsExactly("evidence.malformed");
  }

  /** N56: the variable says 1, and nobody checked what was loaded. */
  @Test
  void n56DoesNotCallSecureBootOnWithoutAnAuthority() {
    MeasuredBoot b = policy(1);
    for (int pcr = 0; pcr <= 7; pcr++) {
      LinuxBoot.separator(b, pcr);
    }
    LinuxBoot.grub(b, "kernel_cmdline: ", "/vmlinuz");
    Claims c = claims(b);
    assertThat(c.text("/boot/secure_boot")).contains("unproved");
    assertThat(c.text("/boot/secure_boot_reason").orElseThrow()).contains("no authority");
  }

  @Test
  void n56DoesNotTakeTheDatabaseForAnAuthority() {
    MeasuredBoot b = policy(1);
    LinuxBoot.separator(b, 7);
    LinuxBoot.authority(b, EfiVariable.IMAGE_SECURITY, "dbt", Bytes.EMPTY);
    assertThat(claims(b).text("/boot/secure_boot")).contains("unproved");
  }

  /** N57: malware extends what firmware would have, later or once more. */
  @ParameterizedTest
  @CsvSource({"0,1", "1,1", "0,0"})
  void n57DoesNotBelieveASecureBootVariableThatComesTwice(int first, int second) {
    MeasuredBoot b = policy(first);
    LinuxBoot.separator(b, 7);
    LinuxBoot.boot(b, "/vmlinuz");
    LinuxBoot.config(b, EfiVariable.GLOBAL, "SecureBoot", Bytes.of(second));
    assertThat(claims(b).text("/boot/secure_boot")).contains("unproved");
  }

  @Test
  void n57DoesNotBelieveASecureBootVariableAfterTheSeparator() {
    MeasuredBoot b = MeasuredBoot.powerOn(TpmLab.BANKS);
    LinuxBoot.separator(b, 7);
    LinuxBoot.secureBoot(b, 1);
    LinuxBoot.boot(b, "/vmlinuz");
    assertThat(claims(b).text("/boot/secure_boot")).contains("unproved");
  }

  /**
   * N57: Secure Boot is off. From the running system all of it is extended once more, switched on,
   * and what firmware measured is shown as events of another type whose text says nothing.
   */
  @Test
  void n57DoesNotBelieveASecureBootThatIsPlayedBehindEventsThatSayNothing() {
    MeasuredBoot b = policy(0);
    LinuxBoot.separator(b, 7);
    int firmware = eventOffsets(b.log()).size();
    LinuxBoot.secureBoot(b, 1);
    LinuxBoot.separator(b, 7);
    LinuxBoot.boot(b, "/vmlinuz");
    byte[] log = b.log().toArray();
    for (int at : eventOffsets(b.log()).subList(0, firmware)) {
      System.arraycopy(new byte[] {0x0d, 0, 0, 0}, 0, log, at + TYPE_OFFSET, 4); // EV_IPL
      log[at + 12 + 2 + 20 + 2 + 32 + 4] ^= 0x55; // first byte of the data
    }
    Verification v = withLog(TpmLab.after(b), Bytes.of(log));
    assertThat(v.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(v.claims().text("/boot/secure_boot")).contains("unproved");
    assertThat(v.claims().text("/boot/separators")).contains("repeated");
  }

  @Test
  void n57SaysWhichSeparatorsAreMissingDoubledOrErrors() {
    MeasuredBoot missing = policy(1);
    LinuxBoot.boot(missing, "/vmlinuz");
    Claims c = claims(missing);
    assertThat(c.text("/boot/separators")).contains("missing");
    assertThat(c.text("/boot/secure_boot")).contains("unproved");

    MeasuredBoot doubled = LinuxBoot.typical(TpmLab.BANKS, "/vmlinuz");
    LinuxBoot.separator(doubled, 4);
    assertThat(claims(doubled).text("/boot/separators")).contains("repeated");

    MeasuredBoot error = LinuxBoot.typical(TpmLab.BANKS, "/vmlinuz");
    error.measure(7, MeasuredBoot.EV_SEPARATOR, Bytes.of(1, 0, 0, 0));
    Claims e = claims(error);
    assertThat(e.text("/boot/separators")).contains("error");
    assertThat(e.text("/boot/secure_boot")).contains("unproved");
  }

  @Test
  void saysWhenSecureBootIsOff() {
    MeasuredBoot b = policy(0);
    LinuxBoot.separator(b, 7);
    LinuxBoot.boot(b, "/vmlinuz");
    assertThat(claims(b).text("/boot/secure_boot")).contains("off");
  }

  /** N58: numbers of algorithms, digest sizes and event sizes that nobody has memory for. */
  @Test
  void n58RefusesSizesBeforeItAllocates() {
    SoftTpm tpm = TpmLab.after(LinuxBoot.typical(TpmLab.BANKS, "/vmlinuz"));
    Bytes log = tpm.boot().log();
    int spec = 8 + 20 + 4;
    int algorithms = spec + 24;
    Map<Integer, Bytes> lies =
        Map.of(
            8 + 20,
            Bytes.ofHex("ffffff7f"),
            algorithms,
            Bytes.ofHex("ffffffff"),
            algorithms + 4 + 2,
            Bytes.ofHex("0000"),
            algorithms + 4 + 2 + 4,
            Bytes.ofHex("ffff"),
            secondEvent(tpm.boot()) + 8,
            Bytes.ofHex("ffffffff"),
            secondEvent(tpm.boot()) + 8 + 4 + 2 + 20 + 2 + 32,
            Bytes.ofHex("00000080"));
    lies.forEach(
        (at, lie) -> {
          byte[] b = log.toArray();
          System.arraycopy(lie.toArray(), 0, b, at, lie.length());
          Verification v = withLog(tpm, Bytes.of(b));
          assertThat(TpmLab.failed(v)).as("at " + at).containsExactly("evidence.malformed");
        });
  }

  /** N60: what must be revoked and whose MOK is enrolled is for the policy to compare. */
  @Test
  void n60ClaimsRevocationsSbatAndMokForThePolicy() {
    Claims c = claims(LinuxBoot.typical(TpmLab.BANKS, "/vmlinuz"));
    assertThat(c.at("/boot/dbx_hashes").orElseThrow()).hasSize(1);
    assertThat(c.bytes("/boot/variables/dbx")).isPresent();
    assertThat(c.text("/boot/sbat_level")).contains("sbat,1,2025021800");
    assertThat(c.bytes("/boot/mok/0"))
        .contains(HashAlgorithm.SHA256.digest(Bytes.utf8("lab MOK list")));
    assertThat(c.at("/boot/authorities").orElseThrow()).hasSize(2);
  }

  /** The event behind the Spec ID event. */
  private static int secondEvent(MeasuredBoot b) {
    return eventOffsets(b.log()).get(0);
  }

  /** Offsets of the crypto-agile events of a log of two banks. */
  private static List<Integer> eventOffsets(Bytes log) {
    List<Integer> out = new ArrayList<>();
    int at = 32 + le32(log, 28);
    while (at < log.length()) {
      out.add(at);
      int size = at + 12 + 2 + 20 + 2 + 32;
      at = size + 4 + le32(log, size);
    }
    return out;
  }

  private static int le32(Bytes b, int at) {
    return b.u8(at) | b.u8(at + 1) << 8 | b.u8(at + 2) << 16 | b.u8(at + 3) << 24;
  }
}

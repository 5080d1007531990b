package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Claims;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.scheme.tdx.Tdx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the event log of a trust domain says under its quote, and lies that it may be given. */
final class TdBootLogTest {

  private static final String LINE = "/vmlinuz root=/dev/vda1";

  @Test
  void saysOfATdWhatABootLogSaysOfAMachineWithATpm() {
    Claims td = claims(TdBoot.typical(LINE));
    Claims tpm = tpmClaims(LinuxBoot.typical(TpmLab.BANKS, LINE));
    assertThat(td.text("/boot/secure_boot")).contains("on");
    assertThat(td.text("/boot/separators")).contains("complete");
    assertThat(td.flag("/boot/exit_boot_services")).contains(true);
    for (String same :
        List.of("authorities", "authority_variables", "variables", "dbx_hashes", "sbat_level")) {
      assertThat(td.at("/boot/" + same)).as(same).isPresent().isEqualTo(tpm.at("/boot/" + same));
    }
    assertThat(td.at("/boot/applications").orElseThrow())
        .extracting(n -> n.textValue())
        .containsExactly(sha384("image shimx64.efi"), sha384("image grubx64.efi"));
    assertThat(td.at("/boot/kernel_command_lines").orElseThrow())
        .extracting(n -> n.textValue())
        .containsExactly(sha384(LINE));
    assertThat(td.at("/boot/replayed").orElseThrow())
        .extracting(n -> n.textValue())
        .containsExactly("RTMR0", "RTMR1", "RTMR2");
  }

  @Test
  void claimsNothingThatOnlyRegistersOfTheirOwnTellApart() {
    Claims c = claims(TdBoot.typical(LINE));
    assertThat(c.at("/boot/drivers")).isEmpty();
    assertThat(c.at("/boot/mok")).isEmpty();
    assertThat(c.at("/boot/startup_locality")).isEmpty();
  }

  /** The attack: a digest in the log is changed to that of a kernel that the policy names. */
  @Test
  void refusesAnAlteredLog() {
    MeasuredBoot b = TdBoot.typical(LINE);
    for (int event : events(b.log())) {
      byte[] log = b.log().toArray();
      log[event + 14] ^= 1; // first byte of the digest
      refused(b, Bytes.of(log), "tdx.rtmr-replay");
    }
  }

  /** The attack: a boot kit in RTMR1 is said to be something that RTMR2 or RTMR3 holds. */
  @Test
  void refusesEventsThatWereMovedToAnotherRtmr() {
    MeasuredBoot b = TdBoot.typical(LINE);
    for (int event : events(b.log())) {
      for (int index : new int[] {0, 1, 2, 3, 4, 5, 7, 23}) {
        byte[] log = b.log().toArray();
        if (log[event] != index) {
          log[event] = (byte) index;
          refused(b, Bytes.of(log), "tdx.rtmr-replay");
        }
      }
    }
  }

  /** The attack: the only event of a register goes to one that no quote has. */
  @Test
  void refusesAnEventInARegisterThatThereIsNot() {
    MeasuredBoot b =
        firmware(1).measure(8, MeasuredBoot.EV_IPL, Bytes.utf8("all that RTMR2 holds"));
    List<Integer> events = events(b.log());
    byte[] log = b.log().toArray();
    log[events.get(events.size() - 1)] = 9;
    refused(b, Bytes.of(log), "tdx.rtmr-replay");
  }

  /** The attack: an event is hidden as one that is never extended. */
  @Test
  void refusesAnEventRelabelledAsNoAction() {
    MeasuredBoot b = TdBoot.typical(LINE);
    for (int event : events(b.log())) {
      byte[] log = b.log().toArray();
      System.arraycopy(new byte[] {3, 0, 0, 0}, 0, log, event + 4, 4);
      refused(b, Bytes.of(log), "tdx.rtmr-replay");
    }
  }

  /** The attack: the digest stays, and the data tells another story of it. */
  @Test
  void claimsNothingOfDataThatWasNotMeasured() {
    MeasuredBoot b = firmware(0);
    byte[] log = b.log().toArray();
    int value = events(b.log()).get(1) + 14 + 48 + 4 + 32 + 2 * "SecureBoot".length();
    assertThat(log[value]).isZero();
    log[value] = 1;
    refused(b, Bytes.of(log), "tdx.event-data");
    assertThat(claims(b).text("/boot/secure_boot")).contains("off");
  }

  /** The attack: a loader extends what firmware would have, later, once more or elsewhere. */
  @ParameterizedTest
  @CsvSource({"1, 0, unproved", "0, 1, unproved", "1, 1, unproved"})
  void doesNotBelieveASecureBootVariableThatComesTwice(int first, int second, String said) {
    MeasuredBoot b = firmware(first);
    LinuxBoot.loaders(b, LINE);
    LinuxBoot.config(b, EfiVariable.GLOBAL, "SecureBoot", Bytes.of(second));
    assertThat(claims(b).text("/boot/secure_boot")).contains(said);
  }

  /**
   * The attack: Secure Boot is off, and a better one is extended behind events that say nothing.
   */
  @Test
  void doesNotBelieveASecureBootThatIsPlayedBehindEventsThatSayNothing() {
    MeasuredBoot b = firmware(0);
    int firmware = events(b.log()).size();
    TdBoot.firmware(b, 1);
    LinuxBoot.loaders(b, LINE);
    byte[] log = b.log().toArray();
    for (int event : events(b.log()).subList(0, firmware)) {
      System.arraycopy(new byte[] {0x0d, 0, 0, 0}, 0, log, event + 4, 4); // EV_IPL
      log[event + 14 + 48 + 4] ^= 0x55; // first byte of the data
    }
    Verification v = judge(DcapLab.TD.booted(b).quote(DcapLab.NONCE), Bytes.of(log));
    assertThat(v.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(v.claims().text("/boot/secure_boot")).contains("unproved");
    assertThat(v.claims().text("/boot/separators")).contains("repeated");
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 8}) // RTMR1, RTMR2
  void doesNotBelieveASecureBootVariableOfAnotherRtmr(int pcr) {
    MeasuredBoot b = firmware(0);
    LinuxBoot.loaders(b, LINE);
    b.measure(
        pcr,
        MeasuredBoot.EV_EFI_VARIABLE_DRIVER_CONFIG,
        EfiVariable.data(EfiVariable.GLOBAL, "SecureBoot", Bytes.of(1)));
    assertThat(claims(b).text("/boot/secure_boot")).contains("off");
  }

  /** The attack: an image that is measured, and called a partition table or an action. */
  @ParameterizedTest
  @ValueSource(longs = {MeasuredBoot.EV_IPL, MeasuredBoot.EV_EFI_BOOT_SERVICES_APPLICATION})
  void countsAnImageWhateverTheLogCallsIt(long type) {
    MeasuredBoot b = firmware(1);
    LinuxBoot.loaders(b, LINE);
    b.measure(5, type, Bytes.utf8("image of a boot kit"), Bytes.utf8("EFI PART of the disk"));
    assertThat(claims(b).at("/boot/applications").orElseThrow())
        .extracting(n -> n.textValue())
        .contains(sha384("image of a boot kit"));
  }

  @Test
  void saysWhichSeparatorsAreMissingOrRepeated() {
    MeasuredBoot missing = MeasuredBoot.launched();
    LinuxBoot.secureBoot(missing, 1);
    LinuxBoot.separator(missing, 7);
    LinuxBoot.loaders(missing, LINE);
    assertThat(claims(missing).text("/boot/separators")).contains("missing");
    MeasuredBoot repeated = TdBoot.typical(LINE);
    LinuxBoot.separator(repeated, 7);
    assertThat(claims(repeated).text("/boot/separators")).contains("repeated");
  }

  /** The attack: a log of a weaker bank than the registers are of. */
  @Test
  void refusesALogOfAnotherBank() {
    MeasuredBoot b = TdBoot.typical(LINE);
    Bytes weak = LinuxBoot.typical(Set.of(HashAlgorithm.SHA256), LINE).log();
    refused(b, weak, "tdx.rtmr-replay");
  }

  private static MeasuredBoot firmware(int secureBoot) {
    MeasuredBoot b = MeasuredBoot.launched();
    TdBoot.firmware(b, secureBoot);
    return b;
  }

  private static void refused(MeasuredBoot boot, Bytes log, String check) {
    TdxGuest td = DcapLab.TD.booted(boot);
    Verification v = judge(td.quote(DcapLab.NONCE), log);
    assertThat(v.verdict()).isEqualTo(Verdict.REFUTED);
    assertThat(DcapLab.failed(v)).containsExactly(check);
    assertThat(v.claims().at("/boot")).isEmpty();
  }

  private static Verification judge(Bytes quote, Bytes log) {
    return Tdx.keepingNothing()
        .verify(
            Evidence.of("tdx", Map.of("quote", quote, "ccel", log)),
            DcapLab.input(DcapLab.answers("TDX").collateral()));
  }

  private static Claims claims(MeasuredBoot boot) {
    Verification v = judge(DcapLab.TD.booted(boot).quote(DcapLab.NONCE), boot.log());
    assertThat(v.verdict()).as(v.findings().toString()).isEqualTo(Verdict.VERIFIED);
    return v.claims();
  }

  private static Claims tpmClaims(MeasuredBoot boot) {
    SoftTpm tpm = TpmLab.after(boot);
    return TpmLab.verify(tpm, tpm.evidence(TpmLab.NONCE)).claims();
  }

  private static String sha384(String measured) {
    return HashAlgorithm.SHA384.digest(Bytes.utf8(measured)).hex();
  }

  /** Offsets of the events behind the Spec ID event. */
  private static List<Integer> events(Bytes log) {
    List<Integer> out = new ArrayList<>();
    int at = 32 + le32(log, 28);
    while (at < log.length()) {
      out.add(at);
      int size = at + 12 + 2 + 48;
      at = size + 4 + le32(log, size);
    }
    return out;
  }

  private static int le32(Bytes b, int at) {
    return b.u8(at) | b.u8(at + 1) << 8 | b.u8(at + 2) << 16 | b.u8(at + 3) << 24;
  }
}

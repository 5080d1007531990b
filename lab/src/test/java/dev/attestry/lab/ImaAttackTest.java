package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Measurement lists that somebody lies with, under a genuine quote. */
final class ImaAttackTest {

  private static final Bytes FILE = HashAlgorithm.SHA256.digest(Bytes.utf8("a file"));

  private final SoftTpm tpm = TpmLab.after(LinuxBoot.typical(TpmLab.BANKS, TpmLab.COMMAND_LINE));

  private Verification judge(Bytes list) {
    return TpmLab.verify(tpm, TpmLab.with(tpm.evidence(TpmLab.NONCE), "ima_log", list));
  }

  private static Bytes replaced(Bytes list, String from, String to) {
    String s = new String(list.toArray(), StandardCharsets.ISO_8859_1);
    assertThat(s).contains(from);
    return Bytes.of(s.replace(from, to).getBytes(StandardCharsets.ISO_8859_1));
  }

  /** N59: a template that is not known is replayed and counted; what it measures stays open. */
  @Test
  void n59ReplaysAnUnknownTemplateAndLeavesItOpen() {
    Bytes data = Bytes.utf8("who knows");
    Bytes name = Bytes.utf8("ima-future");
    tpm.boot().pcrs().hashes().forEach(h -> tpm.boot().pcrs().extend(h, 10, h.digest(data)));
    Bytes entry =
        new LabBytes()
            .le(4, 10)
            .add(HashAlgorithm.SHA1.digest(data))
            .le(4, name.length())
            .add(name)
            .le(4, data.length())
            .add(data)
            .bytes();
    Verification v = judge(Bytes.concat(tpm.ima().binary(), entry));
    assertThat(v.verdict()).as(v.findings().toString()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(TpmLab.skipped(v)).containsExactly("ima-log.template");
    assertThat(v.claims().number("/ima/templates/other")).contains(1L);
  }

  /** N59: the listed file digest is exchanged, the template hash kept. */
  @Test
  void n59RejectsAnEntryThatIsNotWhatItsTemplateHashIsOver() {
    tpm.ima().measure("/usr/bin/tool", FILE);
    Bytes list =
        replaced(
            tpm.ima().ascii(), FILE.hex(), HashAlgorithm.SHA256.digest(Bytes.utf8("other")).hex());
    Verification v = judge(list);
    assertThat(v.verdict()).isEqualTo(Verdict.REFUTED);
    assertThat(TpmLab.failed(v)).contains("ima-log.template-hash", "ima-log.replay");
  }

  @Test
  void n59RejectsADigestOfAnotherLengthThanItsAlgorithm() {
    tpm.ima().measure("/usr/bin/tool", FILE);
    Bytes list = replaced(tpm.ima().ascii(), "sha256:" + FILE.hex(), "sha1:" + FILE.hex());
    assertThat(TpmLab.failed(judge(list))).containsExactly("evidence.malformed");
  }

  /** N59: a file named so that its line reads as two. */
  @Test
  void n59NeverTakesALineFeedInANameForAnEntry() {
    String forged = "10 " + Bytes.zeros(20).hex() + " ima-ng sha1:" + Bytes.zeros(20).hex();
    tpm.ima().measure("/tmp/x\n" + forged + " \"/etc/shadow\"", FILE);
    Verification binary = judge(tpm.ima().binary());
    assertThat(binary.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(binary.claims().number("/ima/entries")).contains(2L);
    assertThat(binary.claims().toString()).doesNotContain("shadow");
    assertThat(judge(tpm.ima().ascii()).verdict()).isEqualTo(Verdict.REFUTED);
  }

  /** N59: a violation is listed as zeros, extended as ones, and counted. */
  @Test
  void n59CountsViolationsAndDoesNotLetOnePassForAMeasurement() {
    tpm.ima().measure("/usr/bin/tool", FILE).violation("/var/log/wtmp");
    Verification v = judge(tpm.ima().binary());
    assertThat(v.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(v.claims().number("/ima/violations")).contains(1L);
    Bytes hidden = replaced(tpm.ima().ascii(), measuredHash(tpm.ima()), Bytes.zeros(20).hex());
    assertThat(TpmLab.failed(judge(hidden))).containsExactly("ima-log.replay");
  }

  /** N59: cost grows with the list, not faster. */
  @Test
  void n59JudgesAMillionEntriesInSeconds() {
    Bytes entry = entry();
    LabBytes list = new LabBytes().add(tpm.ima().binary());
    for (int i = 0; i < 1_000_000; i++) {
      list.add(entry);
    }
    Bytes bytes = list.bytes();
    long start = System.nanoTime();
    assertThat(TpmLab.failed(judge(bytes))).containsExactly("ima-log.replay");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
  }

  /** N61: after a kexec the list goes on and holds a second boot_aggregate. */
  @Test
  void n61ShowsThatAListWasCarriedOverFromAnotherKernel() {
    tpm.ima().measure("boot_aggregate", FILE);
    Verification v = judge(tpm.ima().binary());
    assertThat(v.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(v.claims().number("/ima/boot_aggregates")).contains(2L);
  }

  /** N61: the register knows more than the list, so nothing of the list is claimed. */
  @Test
  void n61RejectsAListThatLacksTheBeginningOrTheEnd() {
    Bytes begin = tpm.ima().binary();
    tpm.ima().measure("/usr/bin/tool", FILE);
    Bytes whole = tpm.ima().binary();
    for (Bytes part : new Bytes[] {begin, whole.slice(begin.length(), whole.length())}) {
      Verification v = judge(part);
      assertThat(v.verdict()).isEqualTo(Verdict.REFUTED);
      assertThat(TpmLab.failed(v)).contains("ima-log.replay");
      assertThat(v.claims().at("/ima/entries")).isEmpty();
    }
  }

  @Test
  void namesHowFarALongerListIsCovered() {
    tpm.ima().measure("/usr/bin/tool", FILE);
    Verification v = judge(Bytes.concat(tpm.ima().binary(), entry()));
    assertThat(v.findings()).anyMatch(f -> f.detail().contains("the first 2 of 3 entries"));
  }

  private static Bytes entry() {
    LabPcrs scratch = new LabPcrs(TpmLab.BANKS);
    ImaList one = ImaList.begin(scratch);
    int begin = one.binary().length();
    Bytes all = one.measure("/usr/bin/late", FILE).binary();
    return all.slice(begin, all.length());
  }

  /** The template hash of the second line. */
  private static String measuredHash(ImaList list) {
    return list.ascii().utf8().split("\n", -1)[1].split(" ", -1)[1];
  }
}

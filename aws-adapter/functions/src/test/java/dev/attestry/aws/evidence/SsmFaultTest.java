package dev.attestry.aws.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Cmw;
import dev.attestry.evidence.Evidence;
import dev.attestry.lab.standin.FakeSsm;
import dev.attestry.lab.standin.Printed;
import dev.attestry.trust.Collateral;
import dev.attestry.trust.TrustAnchors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong on the way through Systems Manager, and what the log says of it. */
final class SsmFaultTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Junk in the form of evidence: it is received, and refuted. */
  private static final String JUDGED = "result contraindicated [evidence.malformed]";

  @TempDir private Path folder;

  @Test
  void anAnswerThatIsReceivedIsJudged() throws Exception {
    assertThat(after(s -> {}, guest(100, 1))).isEqualTo(JUDGED);
  }

  @Test
  void partsArePutTogether() throws Exception {
    assertThat(after(s -> {}, guest(40_000, 3))).isEqualTo(JUDGED);
  }

  /** An instance that is gone, or whose agent does not run, must not look like one that passed. */
  @Test
  void anInstanceThatSystemsManagerDoesNotReachIsAGap() throws Exception {
    try (FakeSsm ssm =
        FakeSsm.start(
            SsmLab.DOCUMENT, SsmLab.GUEST.resolve("attestry-evidence.ssm.json"), Map.of())) {
      assertThat(recorded(ssm, PATIENCE))
          .isEqualTo("gap unreachable: Systems Manager reaches no such instance at present");
    }
  }

  @Test
  void throttlingThatPassesCostsNothingButTime() throws Exception {
    assertThat(after(s -> s.faults().throttle(2), guest(100, 1))).isEqualTo(JUDGED);
  }

  @Test
  void throttlingThatStaysIsAGap() throws Exception {
    assertThat(after(s -> s.faults().throttle(1000), guest(100, 1)))
        .isEqualTo("gap unreachable: Systems Manager is throttling us");
  }

  @Test
  void a500ThatPassesCostsNothingButTime() throws Exception {
    assertThat(after(s -> s.faults().refuse(2, 500, "InternalServerError"), guest(100, 1)))
        .isEqualTo(JUDGED);
  }

  @Test
  void a500ThatStaysIsAGap() throws Exception {
    assertThat(after(s -> s.faults().refuse(1000, 500, "InternalServerError"), guest(100, 1)))
        .isEqualTo("gap unreachable: Systems Manager answered 500");
  }

  @Test
  void aMissingPermissionIsAGapThatIsNotAskedAgain() throws Exception {
    assertThat(after(s -> s.faults().refuse(1, 400, "AccessDeniedException"), guest(100, 1)))
        .isEqualTo("gap refused: Systems Manager refused: AccessDeniedException");
  }

  @Test
  void aCommandThatNeverEndsIsAGap() throws Exception {
    try (FakeSsm ssm = SsmLab.with(guest(100, 1))) {
      ssm.faults().neverEnding();
      assertThat(recorded(ssm, Duration.ofSeconds(2))).startsWith("gap timed-out: ");
    }
  }

  /** Half of an answer could be the half without what would refute it. */
  @Test
  void outputOfWhichTheEndIsLostIsAGap() throws Exception {
    assertThat(
            after(
                s -> s.faults().altering(out -> out.substring(0, out.length() / 2)), guest(100, 1)))
        .isEqualTo("gap unreachable: the answer came in part: the output ended early");
  }

  @Test
  void outputThatIsMissingIsAGap() throws Exception {
    assertThat(after(s -> s.faults().altering(out -> ""), guest(100, 1)))
        .isEqualTo("gap unreachable: the answer came in part: the output ended in its header");
  }

  /** AWS gives the first 24,000 characters, silently. */
  @Test
  void anOutputLongerThanSystemsManagerGivesIsAGap() throws Exception {
    assertThat(after(s -> {}, guest(60_000, 1)))
        .isEqualTo("gap unreachable: the answer came in part: the output ended early");
  }

  /** The first part of a good answer with the second of another must not become one answer. */
  @Test
  void partsOfDifferentAnswersAreAGap() throws Exception {
    Function<String, Printed> first = guest(40_000, 3);
    Function<String, Printed> second = guest(40_001, 3);
    assertThat(after(s -> {}, c -> (c.contains("--part 2 ") ? second : first).apply(c)))
        .isEqualTo("gap unreachable: the answer came in part: parts of different answers");
  }

  @Test
  void whatIsNoAnswerOfTheScriptIsAGap() throws Exception {
    assertThat(after(s -> s.faults().altering(out -> "hello\n" + out), guest(100, 1)))
        .isEqualTo(
            "gap refused: what the guest printed is no answer: part of an answer at byte 0: no"
                + " header of the guest script");
  }

  @Test
  void aGuestWithoutTheScriptIsAGap() throws Exception {
    assertThat(after(s -> {}, c -> new Printed(127, "")))
        .isEqualTo("gap refused: the guest script is not installed");
  }

  @Test
  void aGuestWhoseTpmFailsIsAGap() throws Exception {
    assertThat(after(s -> {}, c -> new Printed(4, "")))
        .isEqualTo("gap unreachable: a tool or device in the guest failed");
  }

  private interface Change {
    void on(FakeSsm ssm);
  }

  private String after(Change change, Function<String, Printed> guest) throws Exception {
    try (FakeSsm ssm = SsmLab.with(guest)) {
      change.on(ssm);
      return recorded(ssm, PATIENCE);
    }
  }

  private String recorded(FakeSsm ssm, Duration timeout) throws Exception {
    return SsmLab.recorded(
        folder, "nitrotpm", SsmLab.route(ssm, timeout), TrustAnchors.of(List.of()));
  }

  /** A guest that answers with junk of so many bytes that do not compress, in so many parts. */
  private static Function<String, Printed> guest(int length, int parts) {
    byte[] junk = new byte[length];
    new Random(length).nextBytes(junk);
    Bytes cmw =
        Cmw.encode(
            Evidence.of("application/x", Map.of("document", Bytes.of(junk))), Collateral.NONE);
    Bytes all = gzip(cmw);
    return command -> {
      int part = Integer.parseInt(command.replaceFirst("(?s).*--part ([0-9]+) .*", "$1"));
      int each = (all.length() + parts - 1) / parts;
      Bytes slice = all.slice((part - 1) * each, Math.min(part * each, all.length()));
      String header =
          "attestry-evidence/1 %d/%d %d/%d %s%n"
              .formatted(
                  part,
                  parts,
                  slice.length(),
                  all.length(),
                  HashAlgorithm.SHA256.digest(all).hex());
      return new Printed(0, header + Base64s.encode(slice));
    };
  }

  private static Bytes gzip(Bytes b) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream z = new GZIPOutputStream(out)) {
      z.write(b.toArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Bytes.of(out.toByteArray());
  }
}

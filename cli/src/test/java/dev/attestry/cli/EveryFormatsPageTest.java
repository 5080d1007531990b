package dev.attestry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.cases.Case;
import dev.attestry.codec.Json;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.Finding;
import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.scheme.Schemes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page of {@code attestry verify}, for one honest answer of each format there is. */
final class EveryFormatsPageTest {

  private static final Path PROJECT = Path.of(System.getProperty("attestry.project", ".."));

  static Stream<String> formats() {
    return Schemes.all().stream().map(Scheme::name);
  }

  @ParameterizedTest
  @MethodSource("formats")
  void thePageSaysWhatWasCheckedAgainstWhatWhatWasNotAndWhyAndWhatTheClassCanSay(String scheme) {
    HonestAnswers.Given g = HonestAnswers.of(scheme);
    Case one =
        new Case(
            Schemes.named(scheme).orElseThrow(),
            g.evidence(),
            VerificationInput.asGiven(HonestAnswers.NOW, Crypto.fastest())
                .withAnchors(HonestAnswers.ANCHORS)
                .withCollateral(g.collateral())
                .withStated(Json.object().put("expected_issuer", HonestAnswers.MAA.issuer())));
    Judged judged = Judged.of(one, Optional.empty(), HonestAnswers.NOW);
    Verification v = judged.verification();
    // An entry of a log has no signature; all else is genuine, so that the page is of a whole one.
    assertThat(v.verdict())
        .as("%s", v.findings())
        .isEqualTo(scheme.equals("shielded-vm-log") ? Verdict.INCONCLUSIVE : Verdict.VERIFIED);
    List<String> lines = new VerificationPage(new Style(false)).of("case", judged);
    String page = String.join("\n", lines);

    assertThat(v.findings()).isNotEmpty().extracting(Finding::detail).noneMatch(String::isBlank);
    for (Finding f : v.findings()) {
      assertThat(lines)
          .as(f.check().id())
          .anyMatch(
              l ->
                  l.contains(" " + f.check().id() + " ")
                      && l.contains(Style.safe(f.detail()))
                      && l.endsWith("[" + f.check().clause() + "]"));
    }
    assertThat(page.contains("\n  skipped: not checked, and why\n"))
        .isEqualTo(v.findings().stream().anyMatch(f -> f.outcome() == Outcome.SKIPPED));
    assertThat(page)
        .contains("class " + v.evidenceClass().label() + ": " + v.evidenceClass().limits())
        .contains("\n  claims")
        .contains("\n  next   ")
        .contains("\n  page   docs/evidence/" + scheme + ".md");
    v.collateral().forEach(c -> assertThat(page).contains(c.sha256().hex().substring(0, 16)));
    assertThat(PROJECT.resolve("docs/evidence/" + scheme + ".md")).matches(Files::isRegularFile);
  }
}

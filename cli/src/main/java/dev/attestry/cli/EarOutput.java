package dev.attestry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.appraisal.Appraisal;
import dev.attestry.appraisal.AppraisalResults;
import dev.attestry.codec.Json;
import dev.attestry.result.AttestationResult;
import dev.attestry.result.AttestationResult.VerifierId;
import dev.attestry.result.EarCodec;
import dev.attestry.result.EarCompatibility;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that ask for the result as a file that other software reads. */
final class EarOutput {

  /** Who we are in results. */
  static final VerifierId VERIFIER =
      new VerifierId("https://attestry.dev", "attestry " + Version.number());

  private static final String EAR_04 = "ear-04";
  private static final String VERAISON_2023 = "veraison-2023";

  @Option(
      names = "--ear",
      paramLabel = "FILE",
      description = "Also write the result as EAR claims (JSON) to FILE; needs --policy.")
  private Optional<String> file = Optional.empty();

  @Option(
      names = "--ear-profile",
      paramLabel = "NAME",
      description = "ear-04 (default), or veraison-2023, which released libraries read.")
  private String profile = EAR_04;

  boolean isAsked() {
    return file.isPresent();
  }

  /** Writes the file. */
  void write(Terminal terminal, Judged judged) throws UserError, IOException {
    Optional<Appraisal> a = judged.appraisal();
    if (a.isEmpty()) {
      throw new UserError(
          "--ear without --policy: a result says what a policy makes of evidence",
          "add --policy FILE; `attestry policy learn` proposes one.");
    }
    AttestationResult result =
        AppraisalResults.of(
            judged.verification().scheme(),
            judged.verification(),
            a.get(),
            ClockCheck.now(terminal),
            VERIFIER);
    ObjectNode claims =
        switch (profile) {
          case EAR_04 -> EarCodec.write(result);
          case VERAISON_2023 -> EarCompatibility.write(result);
          default ->
              throw new UserError(
                  "no profile of EAR \"" + profile + "\" is written",
                  "--ear-profile is " + EAR_04 + " or " + VERAISON_2023 + ".");
        };
    String text = Json.pretty(claims) + "\n";
    Files.write(terminal.path(file.orElseThrow()), text.getBytes(StandardCharsets.UTF_8));
  }
}

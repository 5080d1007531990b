package dev.attestry.azure.evidence;

import dev.attestry.route.GuestScript.NoAnswer;
import dev.attestry.sweep.Collected.Reason;
import dev.attestry.sweep.Target;
import java.util.regex.Pattern;

/**
 * A provider of Azure Attestation, as the flow map states it: our token for Azure, or a command in
 * a guest, goes to whoever is named here.
 */
record MaaIssuer(String origin) {

  private static final Pattern ORIGIN = Pattern.compile("https://[a-z0-9.-]{1,253}");

  static MaaIssuer of(Target target) throws NoAnswer {
    String issuer = target.stated().path("expected_issuer").asText();
    if (!ORIGIN.matcher(issuer).matches()) {
      throw new NoAnswer(
          Reason.REFUSED, "the flow map states no expected_issuer, an https origin, to be asked");
    }
    return new MaaIssuer(issuer);
  }
}

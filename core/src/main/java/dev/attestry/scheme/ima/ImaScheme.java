package dev.attestry.scheme.ima;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.evidence.Check;
import dev.attestry.evidence.Claims;
import dev.attestry.evidence.CommonCheck;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.EvidenceClass;
import dev.attestry.evidence.Findings;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.scheme.eventlog.EventLogs;
import dev.attestry.scheme.tcg.Attest;
import dev.attestry.scheme.tcg.PcrValues;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An IMA measurement list with the register values that it must replay to. A list has no signature:
 * without values it establishes nothing, and with values as much as they are worth.
 *
 * <p>Parts: {@code ima_log} (binary or ASCII); {@code pcrs}; {@code eventlog} (gives the boot
 * registers in other banks, where it replays to the values); {@code attest} (a quote without its
 * key). Stated by the relying party: {@code ima_covers} (banks), {@code boot_aggregate}.
 *
 * <p>Claims: {@code /ima/boot_aggregate} ({@code sha256:…}), and where the list replays {@code
 * /ima/boot_aggregates} (more than 1 after a kexec), {@code /ima/entries}, {@code
 * /ima/entries_not_covered} (of other registers), {@code /ima/violations}, {@code
 * /ima/templates/<name>}. File names stay out of the claims: they may tell of people.
 */
public final class ImaScheme implements Scheme {

  @Override
  public String name() {
    return "ima-log";
  }

  @Override
  public String mediaType() {
    return "application/vnd.attestry.ima-log";
  }

  @Override
  public EvidenceClass evidenceClass() {
    return EvidenceClass.H3;
  }

  @Override
  public List<String> evidenceRoles() {
    return List.of("ima_log", "pcrs", "eventlog", "attest");
  }

  @Override
  public Set<String> collateralRoles() {
    return Set.of();
  }

  @Override
  public List<Check> checks() {
    return CommonCheck.with(List.of(CommonCheck.MALFORMED, CommonCheck.NONCE), ImaCheck.values());
  }

  @Override
  public Verification verify(Evidence evidence, VerificationInput input) {
    Findings f = Findings.of(this, input.profile());
    ObjectNode claims = Json.object();
    Optional<Bytes> list = evidence.part("ima_log");
    if (list.isEmpty()) {
      return f.skip(CommonCheck.MALFORMED, "no part \"ima_log\" was given").conclude(Claims.NONE);
    }
    CommonCheck.unanswerable(f, input, "a list holds no challenge; the quote that covers it does");
    try {
      Optional<Bytes> pcrs = evidence.part("pcrs");
      PcrValues values = pcrs.isPresent() ? PcrValues.parse(pcrs.get()) : PcrValues.of(Map.of());
      quote(evidence, values, f);
      PcrValues boot =
          evidence.part("eventlog").flatMap(log -> EventLogs.extending(values, log)).orElse(values);
      ImaLogs.judge(list.get(), values, boot, new ImaLogs.Report(input.stated(), f, claims));
    } catch (MalformedInput e) {
      f.malformed(CommonCheck.MALFORMED, e);
    }
    Claims said = Claims.of(o -> o.setAll(claims));
    return f.conclude(f.anyFailed() ? said.unverified() : said);
  }

  /** A quote whose key is not known still says which values were quoted together. */
  private static void quote(Evidence evidence, PcrValues values, Findings f) throws MalformedInput {
    if (evidence.part("attest").isEmpty()) {
      return;
    }
    Optional<Attest.Quote> quote = Attest.parse(evidence.part("attest").get()).quote();
    f.require(
        ImaCheck.PCR_DIGEST,
        quote.isPresent() && quote.get().digests(values),
        "the PCR values are the quoted ones; the quote's signature was not checked",
        "the PCR values do not give the quote's digest");
  }
}

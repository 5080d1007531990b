package dev.attestry.scheme.eventlog;

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
import dev.attestry.scheme.tcg.Attest;
import dev.attestry.scheme.tcg.PcrValues;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A measured-boot log with the register values that it must replay to. A log has no signature:
 * without values it establishes nothing, and with values as much as they are worth.
 *
 * <p>Parts: {@code eventlog}; {@code pcrs} (JSON, bank to index to hex); {@code attest} (a quote
 * without its key, of which only the digest can be compared). Stated by the relying party: {@code
 * eventlog_covers}, bank to registers; without it, all registers of the strongest common bank.
 *
 * <p>Claims, only of registers that the log replays to:
 *
 * <ul>
 *   <li>{@code /boot/replayed/<bank>}: the registers.
 *   <li>{@code /boot/secure_boot}: {@code on} (the variable is 1, measured once and before PCR7's
 *       separator, and an authority allowed what was loaded), {@code off}, or {@code unproved} with
 *       {@code /boot/secure_boot_reason}.
 *   <li>{@code /boot/authorities}: SHA-256 of each certificate or hash that allowed an image (db,
 *       shim's own, MokList), and the digest of each event among them that the log does not tell;
 *       {@code /boot/authority_variables}: where it stood.
 *   <li>{@code /boot/variables/<PK|KEK|db|dbx>}: SHA-256 of the variable; {@code
 *       /boot/db_certificates}, {@code /boot/dbx_hashes}: what the databases hold.
 *   <li>{@code /boot/applications}: digests of what PCR4 measured beyond separators and known
 *       actions, whatever the log calls it; {@code /boot/drivers} the same for PCR2.
 *   <li>{@code /boot/kernel_command_lines}: digests of the lines that GRUB (PCR8), the stub or
 *       systemd (PCR9, 12) measured. Which of PCR8's texts is one is the log's word: pin {@code
 *       /pcrs} to be sure.
 *   <li>{@code /boot/mok}: digests of PCR14; {@code /boot/sbat_level}: shim's, as measured.
 *   <li>{@code /boot/separators}: {@code complete} (PCR0 to 7 each have one without an error),
 *       {@code error}, {@code repeated} or {@code missing}; {@code /boot/exit_boot_services}.
 *   <li>{@code /boot/events}, {@code /boot/events_with_measured_data}, {@code
 *       /boot/startup_locality}.
 * </ul>
 */
public final class EventLogScheme implements Scheme {

  @Override
  public String name() {
    return "tcg-eventlog";
  }

  @Override
  public String mediaType() {
    return "application/vnd.attestry.tcg-eventlog";
  }

  @Override
  public EvidenceClass evidenceClass() {
    return EvidenceClass.H3;
  }

  @Override
  public List<String> evidenceRoles() {
    return List.of("eventlog", "pcrs", "attest");
  }

  @Override
  public Set<String> collateralRoles() {
    return Set.of();
  }

  @Override
  public List<Check> checks() {
    return CommonCheck.with(
        List.of(CommonCheck.MALFORMED, CommonCheck.NONCE), EventLogCheck.values());
  }

  @Override
  public Verification verify(Evidence evidence, VerificationInput input) {
    Findings f = Findings.of(this, input.profile());
    ObjectNode claims = Json.object();
    Optional<Bytes> log = evidence.part("eventlog");
    if (log.isEmpty()) {
      return f.skip(CommonCheck.MALFORMED, "no part \"eventlog\" was given").conclude(Claims.NONE);
    }
    CommonCheck.unanswerable(f, input, "a log holds no challenge; the quote that covers it does");
    try {
      Optional<PcrValues> values = Optional.empty();
      if (evidence.part("pcrs").isPresent()) {
        values = Optional.of(PcrValues.parse(evidence.part("pcrs").get()));
      }
      quote(evidence, values, f);
      EventLogs.judge(log.get(), values, input.stated().path("eventlog_covers"), f, claims);
    } catch (MalformedInput e) {
      f.malformed(CommonCheck.MALFORMED, e);
    }
    Claims said = Claims.of(o -> o.setAll(claims));
    return f.conclude(f.anyFailed() ? said.unverified() : said);
  }

  /** A quote whose key is not known still says which values were quoted together. */
  private static void quote(Evidence evidence, Optional<PcrValues> values, Findings f)
      throws MalformedInput {
    if (evidence.part("attest").isEmpty() || values.isEmpty()) {
      return;
    }
    Optional<Attest.Quote> quote = Attest.parse(evidence.part("attest").get()).quote();
    f.require(
        EventLogCheck.PCR_DIGEST,
        quote.isPresent() && quote.get().digests(values.get()),
        "the PCR values are the quoted ones; the quote's signature was not checked",
        "the PCR values do not give the quote's digest");
  }
}

package dev.attestry.scheme.ima;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Findings;
import dev.attestry.scheme.tcg.PcrValues;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * The first entry of a list: a digest over PCR0 to 7, or 0 to 9 since Linux 5.8 where the hash is
 * not SHA-1. It ties the list to the boot. All zero where the kernel found no TPM.
 */
record BootAggregate(ImaLog log, PcrValues values, JsonNode stated) {

  /** Whether the entry digests these register values. */
  boolean judge(Findings findings) {
    JsonNode expected = stated.path("boot_aggregate");
    Optional<String> listed = log.entries().get(0).bootAggregate();
    if (!expected.isObject()) {
      boolean matches = listed.isPresent() && matches(listed.get());
      if (matches) {
        findings.pass(ImaCheck.BOOT_AGGREGATE, "boot_aggregate is over the given registers");
      } else {
        findings.notApplicable(
            ImaCheck.BOOT_AGGREGATE,
            "none is stated, and the list's is not over the given registers");
      }
      return matches;
    }
    String wanted = expected.path("alg").asText() + ":" + expected.path("digest").asText();
    boolean holds = listed.equals(Optional.of(wanted)) && matches(wanted);
    findings.require(
        ImaCheck.BOOT_AGGREGATE,
        holds,
        "boot_aggregate is the stated one, over the given registers",
        listed.equals(Optional.of(wanted))
            ? "boot_aggregate is not over PCR0 to 7 or 0 to 9 as given"
            : "the list begins with another boot_aggregate than the stated one");
    return holds;
  }

  private boolean matches(String aggregate) {
    int colon = aggregate.indexOf(':');
    Optional<HashAlgorithm> hash = HashAlgorithm.ofName(aggregate.substring(0, colon));
    String digest = aggregate.substring(colon + 1);
    return hash.isPresent()
        && (over(hash.get(), 7).equals(Optional.of(digest))
            || over(hash.get(), 9).equals(Optional.of(digest)));
  }

  private Optional<String> over(HashAlgorithm hash, int last) {
    MessageDigest md = hash.newDigest();
    for (int pcr = 0; pcr <= last; pcr++) {
      Optional<Bytes> value = values.get(hash, pcr);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      value.get().update(md);
    }
    return Optional.of(Bytes.of(md.digest()).hex());
  }
}

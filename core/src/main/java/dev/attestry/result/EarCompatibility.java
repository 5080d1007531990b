package dev.attestry.result;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Jcs;
import dev.attestry.result.AttestationResult.AttesterAppraisal;
import java.util.Map;

/**
 * The output that released libraries read, before they know draft 04: the profile of 2023 with each
 * claim in both spellings. Go's {@code veraison/ear} looks at the profile and the dotted names, the
 * Rust crate {@code ear} at the underscored ones; both pass over the others.
 *
 * <p>There is no room in it for more than one nonce, and raw evidence is left out, since the two
 * carry it differently.
 */
public final class EarCompatibility {

  private EarCompatibility() {}

  /**
   * The claims set.
   *
   * @throws IllegalArgumentException if the result has more than one nonce in one place
   */
  public static ObjectNode write(AttestationResult r) {
    ObjectNode o = EarCodec.write(r);
    o.put(EarNames.PROFILE.in(EarProfile.EAR_04), EarProfile.VERAISON_2023.uri());
    o.remove(EarNames.RAW_EVIDENCE.in(EarProfile.EAR_04));
    one(r.nonces().size());
    again(o, EarNames.VERIFIER_ID);
    for (Map.Entry<String, AttesterAppraisal> a : r.appraisals().entrySet()) {
      one(a.getValue().nonces().size());
      ObjectNode submod = o.withObjectProperty("submods").withObjectProperty(a.getKey());
      again(submod, EarNames.STATUS);
      again(submod, EarNames.TRUSTWORTHINESS_VECTOR);
      // One string, where draft 04 has a list: the policy that was applied first.
      a.getValue().policyIds().stream()
          .findFirst()
          .ifPresent(id -> submod.put(EarNames.POLICY_IDS.in(EarProfile.VERAISON_2023), id));
    }
    return o;
  }

  /** The claims set in JCS form. */
  public static Bytes encode(AttestationResult r) {
    return Jcs.encode(write(r));
  }

  private static void one(int nonces) {
    if (nonces > 1) {
      throw new IllegalArgumentException(
          nonces + " nonces; the profile of 2023 has room for one in each place");
    }
  }

  private static void again(ObjectNode o, EarNames name) {
    if (o.has(name.in(EarProfile.EAR_04))) {
      o.set(name.in(EarProfile.VERAISON_2023), o.get(name.in(EarProfile.EAR_04)).deepCopy());
    }
  }
}

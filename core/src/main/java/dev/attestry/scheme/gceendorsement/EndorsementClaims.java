package dev.attestry.scheme.gceendorsement;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.evidence.Claims;
import java.util.Optional;

/** What an endorsement says. */
final class EndorsementClaims {

  private EndorsementClaims() {}

  /**
   * @param unrevocable whether no list can name the signer
   * @param vouched whether it is shown to be genuine
   */
  static Claims of(
      GoldenMeasurement golden, Optional<Endorsed> endorsed, boolean unrevocable, boolean vouched) {
    return Claims.of(
        o -> {
          ObjectNode to = vouched ? o : o.putObject("unverified");
          fill(to, golden);
          to.put("unrevocable", unrevocable);
          endorsed
              .filter(e -> vouched)
              .ifPresent(
                  e ->
                      to.putObject("endorses")
                          .put("technology", e.technology())
                          .put("measurement", e.measurement()));
        });
  }

  private static void fill(ObjectNode o, GoldenMeasurement g) {
    o.put("timestamp", g.timestamp().toString());
    o.put("cl_spec", Long.toUnsignedString(g.clSpec())); // 64 bits
    o.put("commit", g.commit().hex());
    o.put("digest", g.digest().hex());
    g.sevSnp().ifPresent(s -> snp(o.putObject("sev_snp"), s));
    g.tdx().ifPresent(t -> tdx(o.putObject("tdx"), t));
  }

  private static void snp(ObjectNode o, GoldenMeasurement.SevSnp s) {
    o.put("svn", s.svn());
    o.put("family_id", s.familyId().hex());
    o.put("image_id", s.imageId().hex());
    o.put("policy", String.format("%016x", s.policy()));
    ArrayNode list = o.putArray("measurements");
    s.measurements()
        .forEach(
            m ->
                list.addObject().put("vcpus", m.vcpus()).put("measurement", m.measurement().hex()));
  }

  private static void tdx(ObjectNode o, GoldenMeasurement.Tdx t) {
    o.put("svn", t.svn());
    ArrayNode list = o.putArray("measurements");
    t.measurements()
        .forEach(
            m ->
                list.addObject()
                    .put("ram_gib", m.ramGib())
                    .put("early_accept", m.earlyAccept())
                    .put("mrtd", m.mrtd().hex()));
  }
}

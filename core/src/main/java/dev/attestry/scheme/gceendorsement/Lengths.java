package dev.attestry.scheme.gceendorsement;

import dev.attestry.codec.Bytes;
import dev.attestry.evidence.Findings;
import java.util.ArrayList;
import java.util.List;

/** The lengths that endorsement.proto states in its comments. */
final class Lengths {

  private static final int SHA384 = 48;
  private static final int UUID = 16;

  private Lengths() {}

  static void judge(Findings findings, GoldenMeasurement golden) {
    List<String> wrong = new ArrayList<>();
    require(wrong, "digest", golden.digest(), SHA384);
    golden.sevSnp().ifPresent(s -> snp(wrong, s));
    golden
        .tdx()
        .ifPresent(t -> t.measurements().forEach(m -> require(wrong, "mrtd", m.mrtd(), SHA384)));
    findings.require(
        EndorsementCheck.MEASUREMENT_LENGTH,
        wrong.isEmpty(),
        "digests of 48 bytes, identifiers of 16",
        String.join("; ", wrong));
  }

  private static void snp(List<String> wrong, GoldenMeasurement.SevSnp s) {
    s.measurements().forEach(m -> require(wrong, m.vcpus() + " vCPUs", m.measurement(), SHA384));
    require(wrong, "family_id", s.familyId(), UUID);
    require(wrong, "image_id", s.imageId(), UUID);
  }

  private static void require(List<String> wrong, String what, Bytes found, int length) {
    if (found.length() != length) {
      wrong.add(what + ": " + length + " bytes expected, " + found.length() + " found");
    }
  }
}

package dev.attestry.scheme.gceendorsement;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code VMGoldenMeasurement} of gce-tcb-verifier's endorsement.proto. Its {@code ca_bundle} is not
 * read: what travels with a statement cannot vouch for it.
 *
 * @param cert DER certificate of the key that signed
 * @param digest SHA-384 of the firmware image
 */
record GoldenMeasurement(
    Instant timestamp,
    long clSpec,
    Bytes commit,
    Bytes cert,
    Bytes digest,
    Optional<SevSnp> sevSnp,
    Optional<Tdx> tdx) {

  static final String STRUCTURE = "golden measurement";

  private static final long MAX_SECONDS = 253_402_300_799L; // Timestamp: 9999-12-31T23:59:59Z

  /** One launch measurement of SEV-SNP, for a number of vCPUs. */
  record SnpMeasurement(long vcpus, Bytes measurement) {}

  record SevSnp(
      long svn, List<SnpMeasurement> measurements, Bytes familyId, Bytes imageId, long policy) {
    SevSnp {
      measurements = List.copyOf(measurements);
    }
  }

  /** One MRTD, for an amount of memory and a way of accepting it. */
  record TdxMeasurement(long ramGib, boolean earlyAccept, Bytes mrtd) {}

  record Tdx(long svn, List<TdxMeasurement> measurements) {
    Tdx {
      measurements = List.copyOf(measurements);
    }
  }

  static GoldenMeasurement parse(Bytes golden) throws MalformedInput {
    ProtoMessage m = ProtoMessage.parse(STRUCTURE, golden);
    Optional<Bytes> snp = m.bytes(7);
    Optional<Bytes> tdx = m.bytes(8);
    return new GoldenMeasurement(
        timestamp(m),
        m.number(2),
        m.bytes(3).orElse(Bytes.EMPTY),
        m.bytes(4)
            .filter(c -> !c.isEmpty())
            .orElseThrow(() -> m.malformed("the certificate of its signer is missing")),
        m.bytes(5).orElse(Bytes.EMPTY),
        snp.isPresent() ? Optional.of(snp(snp.get())) : Optional.empty(),
        tdx.isPresent() ? Optional.of(tdx(tdx.get())) : Optional.empty());
  }

  private static Instant timestamp(ProtoMessage m) throws MalformedInput {
    Bytes t = m.bytes(1).orElseThrow(() -> m.malformed("the timestamp is missing"));
    long seconds = ProtoMessage.parse("timestamp", t).number(1);
    if (seconds < 0 || seconds > MAX_SECONDS) {
      throw m.malformed("a timestamp from 1970 to 9999 expected");
    }
    return Instant.ofEpochSecond(seconds);
  }

  private static SevSnp snp(Bytes bytes) throws MalformedInput {
    ProtoMessage m = ProtoMessage.parse("golden measurement of SEV-SNP", bytes);
    List<SnpMeasurement> measurements = new ArrayList<>();
    for (Bytes entry : m.repeated(2)) {
      ProtoMessage e = ProtoMessage.parse("entry of measurements", entry);
      long vcpus = e.number32(1);
      if (measurements.stream().anyMatch(x -> x.vcpus() == vcpus)) {
        throw m.malformed("two measurements for " + vcpus + " vCPUs");
      }
      measurements.add(new SnpMeasurement(vcpus, e.bytes(2).orElse(Bytes.EMPTY)));
    }
    return new SevSnp(
        m.number32(1),
        measurements,
        m.bytes(3).orElse(Bytes.EMPTY),
        m.bytes(4).orElse(Bytes.EMPTY),
        m.number(5));
  }

  private static Tdx tdx(Bytes bytes) throws MalformedInput {
    ProtoMessage m = ProtoMessage.parse("golden measurement of TDX", bytes);
    List<TdxMeasurement> measurements = new ArrayList<>();
    for (Bytes entry : m.repeated(2)) {
      ProtoMessage e = ProtoMessage.parse("TDX measurement", entry);
      measurements.add(
          new TdxMeasurement(e.number32(1), e.number(2) != 0, e.bytes(3).orElse(Bytes.EMPTY)));
    }
    return new Tdx(m.number32(1), measurements);
  }
}

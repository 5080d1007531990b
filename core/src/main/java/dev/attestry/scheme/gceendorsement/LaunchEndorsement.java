package dev.attestry.scheme.gceendorsement;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.codec.Recent;
import org.jspecify.annotations.Nullable;

/**
 * {@code VMLaunchEndorsement} of gce-tcb-verifier's endorsement.proto.
 *
 * @param signed the golden measurement as it was signed
 * @param golden the same, read
 */
record LaunchEndorsement(Bytes signed, Bytes signature, GoldenMeasurement golden) {

  /** All machines of one firmware are under the same one. */
  private static final Recent<Bytes, LaunchEndorsement> KNOWN = Recent.atMost(32);

  private static final String STRUCTURE = "VMLaunchEndorsement";

  /** Longer ones are read each time: what is kept must be bounded in bytes, too. */
  private static final int MOST_KEPT = 1 << 18;

  /** Reads one, or knows it by its bytes from the last time. */
  static LaunchEndorsement parse(Bytes bytes) throws MalformedInput {
    @Nullable LaunchEndorsement known = KNOWN.get(bytes);
    if (known == null) {
      ProtoMessage m = ProtoMessage.parse(STRUCTURE, bytes);
      Bytes signed = m.bytes(1).orElse(Bytes.EMPTY);
      Bytes signature = m.bytes(2).orElse(Bytes.EMPTY);
      known = new LaunchEndorsement(signed, signature, GoldenMeasurement.parse(signed));
      if (bytes.length() <= MOST_KEPT) {
        KNOWN.put(bytes, known);
      }
    }
    return known;
  }
}

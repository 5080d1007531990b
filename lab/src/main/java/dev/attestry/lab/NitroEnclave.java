package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A Nitro enclave of a lab: its NSM answers with attestation documents. */
public final class NitroEnclave extends NitroModule {

  private static final Bytes ZERO = Bytes.zeros(48);

  private NitroEnclave(
      NitroPki pki, String instanceId, String enclave, SortedMap<Integer, Bytes> pcrs) {
    super(pki, instanceId, "-enc" + hash("enclave", enclave).slice(0, 8).hex(), "pcrs", pcrs);
  }

  /**
   * @param instanceId of the parent, {@code i-} and 17 hexadecimal digits
   * @param measurements PCRs by index, 48 bytes each: 0 image, 1 kernel, 2 application, 3 role, 8
   *     signing certificate; what is not given is zero, and PCR4 follows from the instance
   */
  public static NitroEnclave of(NitroPki pki, String instanceId, Map<Integer, Bytes> measurements) {
    SortedMap<Integer, Bytes> pcrs = new TreeMap<>();
    for (int i = 0; i < 16; i++) {
      pcrs.put(i, ZERO);
    }
    // AWS: PCR4 is the extension of zero by the id of the parent instance.
    pcrs.put(4, HashAlgorithm.SHA384.digest(ZERO, Bytes.utf8(instanceId)));
    pcrs.putAll(measurements);
    return new NitroEnclave(pki, instanceId, instanceId, pcrs);
  }

  /** An enclave that runs an image of this name, measured into PCR0 to PCR2. */
  public static NitroEnclave running(NitroPki pki, String instanceId, String image) {
    return of(
        pki,
        instanceId,
        Map.of(0, hash("eif", image), 1, hash("kernel", image), 2, hash("application", image)));
  }

  /** Another enclave on the same parent, running the same: its own leaf under the same CAs. */
  public NitroEnclave sibling(int number) {
    return new NitroEnclave(pki, instanceId, instanceId + "/" + number, pcrs());
  }
}

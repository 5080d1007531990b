package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A Nitro enclave of a lab: its NSM answers with attestation documents. */
public final class NitroEnclave {

  private static final Bytes ZERO = Bytes.zeros(48);

  private final NitroPki pki;
  private final String instanceId;
  private final String moduleId;
  private final SortedMap<Integer, Bytes> pcrs = new TreeMap<>();

  private NitroEnclave(
      NitroPki pki, String instanceId, String enclave, Map<Integer, Bytes> measurements) {
    this.pki = pki;
    this.instanceId = instanceId;
    this.moduleId = instanceId + "-enc" + hash("enclave", enclave).slice(0, 8).hex();
    for (int i = 0; i < 16; i++) {
      pcrs.put(i, ZERO);
    }
    // AWS: PCR4 is the extension of zero by the id of the parent instance.
    pcrs.put(4, HashAlgorithm.SHA384.digest(ZERO, Bytes.utf8(instanceId)));
    pcrs.putAll(measurements);
  }

  /**
   * @param instanceId of the parent, {@code i-} and 17 hexadecimal digits
   * @param measurements PCRs by index, 48 bytes each: 0 image, 1 kernel, 2 application, 3 role, 8
   *     signing certificate; what is not given is zero, and PCR4 follows from the instance
   */
  public static NitroEnclave of(NitroPki pki, String instanceId, Map<Integer, Bytes> measurements) {
    return new NitroEnclave(pki, instanceId, instanceId, measurements);
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
    return new NitroEnclave(pki, instanceId, instanceId + "/" + number, pcrs);
  }

  public String moduleId() {
    return moduleId;
  }

  /** The PCRs, 0 to 15. */
  public SortedMap<Integer, Bytes> pcrs() {
    return new TreeMap<>(pcrs);
  }

  /** The attestation document for a request. */
  public Bytes attest(NitroDocument.Request request) {
    return document(request).signedBy(signer(request).leaf());
  }

  /** The same before it is signed, for tests that change it. */
  public NitroDocument document(NitroDocument.Request request) {
    return new NitroDocument(moduleId, "pcrs", pcrs, signer(request), request);
  }

  /** What signs the answer to a request. */
  public NitroPki.Signer signer(NitroDocument.Request request) {
    return pki.signer(instanceId, moduleId, request.time());
  }

  static Bytes hash(String what, String of) {
    return HashAlgorithm.SHA384.digest(Bytes.utf8("lab/" + what + "/" + of));
  }
}

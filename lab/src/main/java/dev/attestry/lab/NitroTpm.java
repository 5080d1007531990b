package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** An EC2 instance of a lab whose NitroTPM answers with attestation documents. */
public final class NitroTpm {

  private static final Bytes ONES = Bytes.ofHex("ff".repeat(48));

  private final NitroPki pki;
  private final String instanceId;
  private final String moduleId;
  private final SortedMap<Integer, Bytes> pcrs = new TreeMap<>();

  private NitroTpm(NitroPki pki, String instanceId, Map<Integer, Bytes> measurements) {
    this.pki = pki;
    this.instanceId = instanceId;
    this.moduleId = instanceId + "-tpm0000000000000000";
    for (int i = 0; i < 24; i++) {
      pcrs.put(i, i >= 17 && i <= 22 ? ONES : Bytes.zeros(48));
    }
    pcrs.putAll(measurements);
  }

  /**
   * @param instanceId {@code i-} and 17 hexadecimal digits
   * @param measurements PCRs of the SHA-384 bank by index, 48 bytes each; what is not given has its
   *     value after reset
   */
  public static NitroTpm of(NitroPki pki, String instanceId, Map<Integer, Bytes> measurements) {
    return new NitroTpm(pki, instanceId, measurements);
  }

  /** An instance that booted an image of this name, measured into PCR4, PCR7 and PCR12. */
  public static NitroTpm running(NitroPki pki, String instanceId, String image) {
    return of(
        pki,
        instanceId,
        Map.of(
            4, NitroEnclave.hash("boot manager", image),
            7, NitroEnclave.hash("secure boot", image),
            12, NitroEnclave.hash("command line", image)));
  }

  public String moduleId() {
    return moduleId;
  }

  /** The PCRs of the SHA-384 bank, 0 to 23. */
  public SortedMap<Integer, Bytes> pcrs() {
    return new TreeMap<>(pcrs);
  }

  /** The attestation document for a request. */
  public Bytes attest(NitroDocument.Request request) {
    return document(request).signedBy(signer(request).leaf());
  }

  /** The same before it is signed, for tests that change it. */
  public NitroDocument document(NitroDocument.Request request) {
    return new NitroDocument(moduleId, "nitrotpm_pcrs", pcrs, signer(request), request);
  }

  /** What signs the answer to a request. */
  public NitroPki.Signer signer(NitroDocument.Request request) {
    return pki.signer(instanceId, moduleId, request.time());
  }
}

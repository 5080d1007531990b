package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.util.SortedMap;
import java.util.TreeMap;

/** What answers on a lab's EC2 instance with attestation documents, by its id and its registers. */
public abstract sealed class NitroModule permits NitroEnclave, NitroTpm {

  final NitroPki pki;
  final String instanceId;
  private final String moduleId;
  private final String pcrsKey;
  private final SortedMap<Integer, Bytes> pcrs;

  /**
   * @param pcrsKey how its documents call the registers
   */
  NitroModule(
      NitroPki pki,
      String instanceId,
      String suffix,
      String pcrsKey,
      SortedMap<Integer, Bytes> pcrs) {
    this.pki = pki;
    this.instanceId = instanceId;
    this.moduleId = instanceId + suffix;
    this.pcrsKey = pcrsKey;
    this.pcrs = new TreeMap<>(pcrs);
  }

  public String moduleId() {
    return moduleId;
  }

  /** All PCRs by index, 48 bytes each. */
  public SortedMap<Integer, Bytes> pcrs() {
    return new TreeMap<>(pcrs);
  }

  /** The attestation document for a request. */
  public Bytes attest(NitroDocument.Request request) {
    return document(request).signedBy(signer(request).leaf());
  }

  /** The same before it is signed, for tests that change it. */
  public NitroDocument document(NitroDocument.Request request) {
    return new NitroDocument(moduleId, pcrsKey, pcrs, signer(request), request);
  }

  /** What signs the answer to a request. */
  public NitroPki.Signer signer(NitroDocument.Request request) {
    return pki.signer(instanceId, moduleId, request.time());
  }

  /** Stands for the measurement of something with this name. */
  static Bytes hash(String what, String of) {
    return HashAlgorithm.SHA384.digest(Bytes.utf8("lab/" + what + "/" + of));
  }
}

package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** An EC2 instance of a lab whose NitroTPM answers with attestation documents. */
public final class NitroTpm extends NitroModule {

  private static final Bytes ONES = Bytes.ofHex("ff".repeat(48));

  private NitroTpm(NitroPki pki, String instanceId, SortedMap<Integer, Bytes> pcrs) {
    super(pki, instanceId, "-tpm0000000000000000", "nitrotpm_pcrs", pcrs);
  }

  /**
   * @param instanceId {@code i-} and 17 hexadecimal digits
   * @param measurements PCRs of the SHA-384 bank by index, 48 bytes each; what is not given has its
   *     value after reset
   */
  public static NitroTpm of(NitroPki pki, String instanceId, Map<Integer, Bytes> measurements) {
    SortedMap<Integer, Bytes> pcrs = new TreeMap<>();
    for (int i = 0; i < 24; i++) {
      pcrs.put(i, i >= 17 && i <= 22 ? ONES : Bytes.zeros(48));
    }
    pcrs.putAll(measurements);
    return new NitroTpm(pki, instanceId, pcrs);
  }

  /** An instance that booted an image of this name, measured into PCR4, PCR7 and PCR12. */
  public static NitroTpm running(NitroPki pki, String instanceId, String image) {
    return of(
        pki,
        instanceId,
        Map.of(
            4, hash("boot manager", image),
            7, hash("secure boot", image),
            12, hash("command line", image)));
  }
}

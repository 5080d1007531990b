package dev.attestry.scheme.dcap;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.DerReader;
import dev.attestry.codec.MalformedInput;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The SGX extension of a PCK certificate (Intel SGX PCK Certificate and CRL Profile, section
 * 1.3.5).
 *
 * @param components the 16 component SVNs
 * @param sgxType 0 standard, 1 scalable, 2 scalable with integrity
 */
record PckExtensions(
    Bytes components,
    int pceSvn,
    Bytes cpuSvn,
    Bytes pceId,
    Bytes fmspc,
    int sgxType,
    Optional<Bytes> platformInstanceId,
    Optional<Boolean> dynamicPlatform,
    Optional<Boolean> cachedKeys,
    Optional<Boolean> smtEnabled) {

  private static final String STRUCTURE = PckElements.STRUCTURE;
  private static final String ARC = "1.2.840.113741.1.13.1";

  /** The arc as the content of an OBJECT IDENTIFIER. */
  private static final Bytes ARC_CONTENT = Bytes.ofHex("2a864886f84d010d01");

  private static final int TCB = 2;
  private static final int PCE_ID = 3;
  private static final int FMSPC = 4;
  private static final int SGX_TYPE = 5;
  private static final int PLATFORM_INSTANCE_ID = 6;
  private static final int CONFIGURATION = 7;

  /** Below the TCB: the 16 components are 1 to 16. */
  private static final int COMPONENTS = 16;

  private static final int PCE_SVN = 17;
  private static final int CPU_SVN = 18;

  /** Below the configuration. */
  private static final int DYNAMIC_PLATFORM = 1;

  private static final int CACHED_KEYS = 2;
  private static final int SMT_ENABLED = 3;

  private static final Bytes TCB_CONTENT = Bytes.concat(ARC_CONTENT, Bytes.of(TCB));
  private static final Bytes CONFIGURATION_CONTENT =
      Bytes.concat(ARC_CONTENT, Bytes.of(CONFIGURATION));

  static PckExtensions parse(X509Certificate c) throws MalformedInput {
    byte @Nullable [] value = c.getExtensionValue(ARC);
    if (value == null) {
      throw new MalformedInput(STRUCTURE, -1, "the certificate has none");
    }
    Bytes content = DerReader.of(STRUCTURE, Bytes.of(value)).content(DerReader.OCTET_STRING);
    DerReader whole = DerReader.of(STRUCTURE, content);
    PckElements found = PckElements.read(ARC_CONTENT, whole.enter(DerReader.SEQUENCE));
    whole.expectEnd();
    PckElements tcb = found.get(TCB).below(TCB_CONTENT);
    byte[] components = new byte[COMPONENTS];
    for (int i = 0; i < COMPONENTS; i++) {
      components[i] = (byte) tcb.get(i + 1).number(255);
    }
    Optional<PckElements> configuration =
        found.find(CONFIGURATION).isPresent()
            ? Optional.of(found.get(CONFIGURATION).below(CONFIGURATION_CONTENT))
            : Optional.empty();
    return new PckExtensions(
        Bytes.of(components),
        tcb.get(PCE_SVN).number(0xffff),
        tcb.get(CPU_SVN).octets(16),
        found.get(PCE_ID).octets(2),
        found.get(FMSPC).octets(6),
        found.get(SGX_TYPE).enumerated(),
        found.find(PLATFORM_INSTANCE_ID).isPresent()
            ? Optional.of(found.get(PLATFORM_INSTANCE_ID).octets(16))
            : Optional.empty(),
        flag(configuration, DYNAMIC_PLATFORM),
        flag(configuration, CACHED_KEYS),
        flag(configuration, SMT_ENABLED));
  }

  private static Optional<Boolean> flag(Optional<PckElements> configuration, int number)
      throws MalformedInput {
    Optional<PckElements.Element> e = configuration.flatMap(c -> c.find(number));
    return e.isPresent() ? Optional.of(e.get().flag()) : Optional.empty();
  }
}

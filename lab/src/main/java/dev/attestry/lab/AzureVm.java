package dev.attestry.lab;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Evidence;
import dev.attestry.trust.Collateral;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A confidential VM as Azure makes it: a paravisor with a hardware report over its runtime data,
 * which name the key of the vTPM that it gives the guest.
 */
public final class AzureVm {

  static final int SNP = 2;
  static final int TDX = 4;

  private static final int HARDWARE_REPORT = 1184;
  private static final int BUFFER = 2600;

  /** What the machine under it does. */
  private record Hardware(
      int type,
      UnaryOperator<Bytes> report,
      Function<Bytes, Map<String, Bytes>> quote,
      Function<Instant, Collateral> collateral) {}

  private final Hardware hardware;
  private final SoftTpm vtpm;
  private final Bytes runtimeData;

  private AzureVm(Hardware hardware, SoftTpm vtpm) {
    this.hardware = hardware;
    this.vtpm = vtpm;
    this.runtimeData = runtimeData((RSAPublicKey) vtpm.ak().keys().getPublic());
  }

  /** A vTPM of such a VM, booted: its attestation key is an RSA key. */
  public static SoftTpm vtpm(LabPki lab, String name, Instant around, String commandLine) {
    return SoftTpm.boot(lab, name, LabKeyType.RSA2048, around, commandLine);
  }

  /** On SEV-SNP; the guest is the paravisor. */
  public static AzureVm onSnp(SnpGuest guest, SoftTpm vtpm) {
    return new AzureVm(new Hardware(SNP, guest::report, data -> Map.of(), guest::collateral), vtpm);
  }

  /** On TDX; the TD is the paravisor. */
  public static AzureVm onTdx(TdxGuest td, SoftTpm vtpm) {
    return new AzureVm(
        new Hardware(
            TDX,
            data -> tdReport(td.quote(data)),
            data -> Map.of("quote", td.quote(data)),
            td::collateral),
        vtpm);
  }

  /** Answers a nonce by a quote of the vTPM, and shows whose vTPM it is. */
  public Evidence evidence(Bytes nonce) {
    return Evidence.of("application/vnd.attestry.azure-hcl", parts(nonce));
  }

  public Collateral collateral(Instant at) {
    return hardware.collateral.apply(at);
  }

  Map<String, Bytes> parts(Bytes nonce) {
    Map<String, Bytes> parts = new LinkedHashMap<>();
    parts.put("hcl_report", hclReport(runtimeData));
    parts.putAll(hardware.quote.apply(boundData(runtimeData)));
    parts.putAll(vtpm.keylessParts(nonce));
    return parts;
  }

  /** HCLAkPub, which its runtime data name. */
  RSAPublicKey attestationKey() {
    return (RSAPublicKey) vtpm.ak().keys().getPublic();
  }

  /** MEASUREMENT of the SNP report, MRTD of the TDREPORT. */
  Bytes measurement() {
    Bytes report = hardware.report.apply(boundData(runtimeData));
    return hardware.type == SNP ? report.slice(0x90, 0xc0) : report.slice(0x210, 0x240);
  }

  Bytes runtimeData() {
    return runtimeData;
  }

  /** A report that the hardware signed over these runtime data. */
  Bytes hclReport(Bytes data) {
    return hclReport(hardware.type, hardware.report.apply(boundData(data)), data);
  }

  static Bytes boundData(Bytes runtimeData) {
    return Bytes.concat(HashAlgorithm.SHA256.digest(runtimeData), Bytes.zeros(32));
  }

  /** The header, report and runtime data as they stand at NV index 0x01400001. */
  static Bytes hclReport(int type, Bytes hardware, Bytes runtimeData) {
    int size = 0x20 + HARDWARE_REPORT + 20 + runtimeData.length();
    return new LabBytes()
        .add(Bytes.utf8("HCLA"))
        .le(4, 2) // version
        .le(4, size)
        .le(4, 2) // request type: report
        .le(4, 0) // status
        .add(Bytes.zeros(12))
        .add(hardware)
        .add(Bytes.zeros(HARDWARE_REPORT - hardware.length()))
        .le(4, runtimeData.length() + 20L)
        .le(4, 1) // version of the runtime data
        .le(4, type)
        .le(4, 1) // hash: SHA-256
        .le(4, runtimeData.length())
        .add(runtimeData)
        .add(Bytes.zeros(Math.max(0, BUFFER - size)))
        .bytes();
  }

  private static Bytes runtimeData(RSAPublicKey ak) {
    ObjectNode o = Json.object();
    ObjectNode key = LabToken.jwk("HCLAkPub", ak);
    key.putArray("key_ops").add("sign");
    o.putArray("keys").add(key);
    o.putObject("vm-configuration")
        .put("console-enabled", true)
        .put("secure-boot", true)
        .put("tpm-enabled", true)
        .put("vmUniqueId", "0A0B0C0D-1111-2222-3333-444455556666");
    o.put("user-data", "00".repeat(64));
    return Bytes.utf8(o.toString());
  }

  /** The TDREPORT_STRUCT that a quote of version 4 or 5 was made from, as of TDX 1.0. */
  private static Bytes tdReport(Bytes quote) {
    int at = quote.u8(0) == 5 ? 54 : 48; // version 5 says type and size of its body first
    Bytes body = quote.slice(at, at + 584);
    byte[] r = new byte[1024];
    r[0] = (byte) 0x81; // REPORTTYPE: TDX
    body.slice(520, 584).copyTo(r, 0x80); // REPORTDATA
    body.slice(0, 120).copyTo(r, 0x108); // TEE_TCB_INFO: TEE_TCB_SVN, MRSEAM, MRSIGNERSEAM, …
    body.slice(120, 520).copyTo(r, 0x200); // TDINFO: ATTRIBUTES, XFAM, MRTD, …, RTMR3
    return Bytes.of(r);
  }
}

package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Verdict;
import dev.attestry.scheme.snp.SevSnp;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Attacks on Azure confidential VMs: parts of different machines, and what names the vTPM's key.
 */
final class AzureVmAttackTest {

  private static final AzureVm VM = CloudLab.SNP_VM;
  private static final AzureVm TD_VM = CloudLab.TDX_VM;
  private static final AzureVm OTHER = AzureVm.onSnp(CloudLab.PARAVISOR, CloudLab.vtpm("other"));

  private static LabCase snp() {
    return CloudLab.hcl("snp", VM);
  }

  private static LabCase tdx() {
    return CloudLab.hcl("tdx", TD_VM);
  }

  /** Runtime data that the hardware really signed, whatever they say. */
  private static LabCase bound(String runtimeData) {
    return snp().with("hcl_report", VM.hclReport(Bytes.utf8(runtimeData)));
  }

  @Test
  void n62LeavesDebugToAppraisalAsAClaim() {
    SnpGuest debug = CloudLab.PARAVISOR.writing(0x008, Bytes.of(0x1f, 0, 0x0b, 0));
    AzureVm vm = AzureVm.onSnp(debug, CloudLab.vtpm("snp-vm"));
    assertThat(CloudLab.hcl("snp", vm).verify().verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(CloudLab.hcl("snp", vm).verify().claims().flag("/debug")).contains(true);
    assertThat(snp().verify().claims().flag("/debug")).contains(false);
  }

  /** A guest asks the chip above the paravisor, for a report over a key of its own. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void n62RefusesAReportThatTheGuestAskedForItself(int vmpl) {
    SnpGuest guest = CloudLab.PARAVISOR.writing(0x030, Bytes.of(vmpl));
    AzureVm vm = AzureVm.onSnp(guest, CloudLab.vtpm("snp-vm"));
    assertThat(CloudLab.hcl("snp", vm).failed()).containsExactly("azure-hcl.vmpl");
  }

  /** Version, request, status, reserved; version of the data, type of the report, of the hash. */
  @ParameterizedTest
  @CsvSource({"4, 3", "12, 1", "16, 1", "20, 1", "1220, 2", "1224, 3", "1228, 4"})
  void n64RefusesOtherVersionsAndTypesInTheHeader(int offset, int value) {
    byte[] report = snp().part("hcl_report").toArray();
    report[offset] = (byte) value;
    assertThat(snp().with("hcl_report", Bytes.of(report)).failed())
        .containsExactly("evidence.malformed");
  }

  /** The hardware report inside has layouts of its own. */
  @Test
  void n64RefusesReservedBytesThatAreSetInTheHardwareReport() {
    SnpGuest reserved = CloudLab.PARAVISOR.writing(0x04c, Bytes.of(0x80));
    AzureVm vm = AzureVm.onSnp(reserved, CloudLab.vtpm("snp-vm"));
    assertThat(CloudLab.hcl("snp", vm).failed()).containsExactly("sev-snp.reserved-zero");
  }

  /** Relay: our nonce, quoted by the vTPM of another machine of the same kind. */
  @Test
  void n65RefusesTheQuoteOfAnotherVmsVtpm() {
    LabCase mixed = snp();
    Map<String, Bytes> theirs = OTHER.parts(CloudLab.NONCE);
    for (String role : new String[] {"attest", "signature", "pcrs", "eventlog", "ima_log"}) {
      mixed = mixed.with(role, theirs.getOrDefault(role, Bytes.EMPTY));
    }
    assertThat(mixed.failed()).containsExactly("tpm2-quote.signature");
  }

  @Test
  void n65RefusesTheReportOfAnotherVm() {
    LabCase mixed = snp().with("hcl_report", OTHER.hclReport(OTHER.runtimeData()));
    assertThat(mixed.failed()).containsExactly("tpm2-quote.signature");
  }

  @Test
  void n66RefusesTheQuoteOfAnotherTd() {
    TdxGuest other = TdxGuest.launch(DcapLab.PLATFORM, 4, "another image");
    Bytes quote = other.quote(AzureVm.boundData(TD_VM.runtimeData()));
    assertThat(tdx().with("quote", quote).failed()).containsExactly("azure-hcl.quote-td");
  }

  @Test
  void n66RefusesAQuoteOverOtherRuntimeData() {
    Bytes quote = DcapLab.TD.quote(AzureVm.boundData(VM.runtimeData()));
    assertThat(tdx().with("quote", quote).failed())
        .containsExactly("tdx.report-data", "azure-hcl.quote-report-data");
  }

  @Test
  void n72RefusesRuntimeDataThatTheReportIsNotOver() {
    Bytes report = VM.hclReport(VM.runtimeData()).slice(0x20, 0x20 + 1184);
    LabCase swapped =
        snp().with("hcl_report", AzureVm.hclReport(AzureVm.SNP, report, OTHER.runtimeData()));
    assertThat(swapped.failed()).contains("azure-hcl.runtime-data", "tpm2-quote.signature");
  }

  @Test
  void n72DoesNotTakeAnAzureVmsReportForABareOne() {
    Bytes report = VM.hclReport(VM.runtimeData()).slice(0x20, 0x20 + 1184);
    SevSnp scheme = new SevSnp();
    assertThat(
            scheme
                .verify(Evidence.of(scheme.mediaType(), Map.of("report", report)), snp().input())
                .verdict())
        .isEqualTo(Verdict.REFUTED);
  }

  @Test
  void n72RefusesASnpReportThatIsCalledATdReport() {
    Bytes report = VM.hclReport(VM.runtimeData()).slice(0x20, 0x20 + 1184);
    LabCase c = snp().with("hcl_report", AzureVm.hclReport(AzureVm.TDX, report, VM.runtimeData()));
    assertThat(c.verify().verdict()).isEqualTo(Verdict.REFUTED);
  }

  @Test
  void n73RefusesASecondAttestationKey() {
    String data = VM.runtimeData().utf8();
    String key = data.substring(data.indexOf('[') + 1, data.indexOf("}]") + 1);
    assertThat(bound(data.replace("\"keys\":[", "\"keys\":[" + key + ",")).failed())
        .containsExactly("evidence.malformed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"keys", "user-data", "vm-configuration"})
  void n73RefusesAMemberThatStandsTwice(String name) {
    String twice = VM.runtimeData().utf8().replaceFirst("\\{", "{\"" + name + "\":[],");
    assertThat(bound(twice).failed()).containsExactly("evidence.malformed");
  }

  @Test
  void n73RefusesUserDataThatWereReplaced() {
    Bytes changed = Bytes.utf8(VM.runtimeData().utf8().replace("00000000", "00000001"));
    Bytes report = VM.hclReport(VM.runtimeData()).slice(0x20, 0x20 + 1184);
    LabCase c = snp().with("hcl_report", AzureVm.hclReport(AzureVm.SNP, report, changed));
    assertThat(c.failed()).contains("azure-hcl.runtime-data");
  }

  @Test
  void n73RefusesAnAttestationKeyOfAnotherSize() throws MalformedInput {
    ObjectNode data = Json.readObject("runtime data", VM.runtimeData());
    ObjectNode key = (ObjectNode) data.path("keys").get(0);
    key.put("n", key.path("n").textValue().substring(0, 172)); // 1032 bits
    assertThat(bound(data.toString()).failed()).contains("azure-hcl.attestation-key");
  }

  @Test
  void n45RefusesAQuoteForAnotherNonce() {
    LabCase old = CloudLab.hcl("snp", VM);
    Map<String, Bytes> parts = VM.parts(Bytes.zeros(32));
    LabCase stale = old;
    for (String role : new String[] {"attest", "signature"}) {
      stale = stale.with(role, parts.getOrDefault(role, Bytes.EMPTY));
    }
    assertThat(stale.failed()).containsExactly("evidence.nonce");
  }
}

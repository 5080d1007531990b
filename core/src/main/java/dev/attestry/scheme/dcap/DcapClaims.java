package dev.attestry.scheme.dcap;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.CommonName;
import java.util.List;
import java.util.Optional;

/** What a quote says, as claims. Debug and the like are here for policy to judge. */
final class DcapClaims {

  private static final List<String> SGX_TYPES =
      List.of("standard", "scalable", "scalable-with-integrity");

  private DcapClaims() {}

  static void write(ObjectNode json, Quote quote, Optional<PlatformCertificate> pck) {
    json.put("quote_version", quote.version());
    json.put("tee", quote.tee().label());
    switch (quote.body()) {
      case TdReport td -> td(json, td);
      case EnclaveReport enclave -> enclave(json, enclave);
    }
    EnclaveReport qe = quote.qeReport();
    ObjectNode q = json.putObject("qe");
    q.put("mrenclave", qe.mrEnclave().hex());
    q.put("mrsigner", qe.mrSigner().hex());
    q.put("isv_prod_id", qe.isvProdId());
    q.put("isv_svn", qe.isvSvn());
    pck.ifPresent(p -> pck(json.putObject("pck"), p));
    dubious(json.putObject("dubious"), quote.body());
  }

  /**
   * What a strict policy refuses in genuine evidence until it is named. False says that this
   * evidence does not show it; {@link TcbClaims} adds what the collateral shows.
   */
  private static void dubious(ObjectNode json, QuoteBody body) {
    switch (body) {
      case EnclaveReport e -> json.put("debug", e.debug());
      case TdReport td -> {
        json.put("debug", td.attribute(0));
        json.put("sept_ve_enabled", !td.attribute(28));
        json.put("migratable", td.attribute(29));
        json.put("perfmon", td.attribute(63));
        json.put("service_td_bound", td.v15().filter(v -> !v.mrServiceTd().isZero()).isPresent());
        json.put("td_relaunch_advised", false);
      }
    }
    json.put("out_of_date", false);
  }

  private static void td(ObjectNode json, TdReport td) {
    json.put("tee_tcb_svn", td.teeTcbSvn().hex());
    json.put("mr_seam", td.mrSeam().hex());
    json.put("mr_signer_seam", td.mrSignerSeam().hex());
    json.put("seam_attributes", td.seamAttributes().hex());
    json.put("td_attributes", td.tdAttributes().hex());
    ObjectNode bits = json.putObject("td_attribute_bits");
    bits.put("debug", td.attribute(0));
    bits.put("lass", td.attribute(27));
    bits.put("sept_ve_disable", td.attribute(28));
    bits.put("migratable", td.attribute(29));
    bits.put("pks", td.attribute(30));
    bits.put("kl", td.attribute(31));
    bits.put("tpa", td.attribute(62));
    bits.put("perfmon", td.attribute(63));
    json.put("debug", td.attribute(0));
    json.put("xfam", td.xfam().hex());
    json.put("mrtd", td.mrTd().hex());
    json.put("mr_config_id", td.mrConfigId().hex());
    json.put("mr_owner", td.mrOwner().hex());
    json.put("mr_owner_config", td.mrOwnerConfig().hex());
    for (int i = 0; i < td.rtmrs().size(); i++) {
      json.put("rtmr" + i, td.rtmrs().get(i).hex());
    }
    json.put("report_data", td.reportData().hex());
    td.v15()
        .ifPresent(
            v -> {
              json.put("tee_tcb_svn_2", v.teeTcbSvn2().hex());
              json.put("mr_service_td", v.mrServiceTd().hex());
            });
  }

  private static void enclave(ObjectNode json, EnclaveReport e) {
    json.put("cpu_svn", e.cpuSvn().hex());
    json.put("misc_select", e.miscSelect().hex());
    json.put("attributes", e.attributes().hex());
    json.put("debug", e.debug());
    json.put("mode64", (e.attributes().u8(0) & 4) != 0);
    json.put("provision_key", (e.attributes().u8(0) & 0x10) != 0);
    json.put("xfrm", "0x" + Long.toHexString(littleEndian(e.attributes().slice(8, 16))));
    json.put("mrenclave", e.mrEnclave().hex());
    json.put("mrsigner", e.mrSigner().hex());
    json.put("isv_prod_id", e.isvProdId());
    json.put("isv_svn", e.isvSvn());
    json.put("isv_ext_prod_id", e.isvExtProdId().hex());
    json.put("isv_family_id", e.isvFamilyId().hex());
    json.put("config_id", e.configId().hex());
    json.put("config_svn", e.configSvn());
    json.put("report_data", e.reportData().hex());
  }

  private static void pck(ObjectNode json, PlatformCertificate p) {
    PckExtensions x = p.extensions();
    CommonName.of(p.leaf().getIssuerX500Principal()).ifPresent(n -> json.put("ca", n));
    json.put("fmspc", x.fmspc().hex());
    json.put("pceid", x.pceId().hex());
    json.put("sgx_type", SGX_TYPES.get(x.sgxType()));
    json.put("cpu_svn", x.cpuSvn().hex());
    json.put("pce_svn", x.pceSvn());
    json.put("not_before", p.leaf().getNotBefore().toInstant().toString());
    json.put("not_after", p.leaf().getNotAfter().toInstant().toString());
    x.platformInstanceId().ifPresent(i -> json.put("platform_instance_id", i.hex()));
    x.dynamicPlatform().ifPresent(b -> json.put("dynamic_platform", b));
    x.cachedKeys().ifPresent(b -> json.put("cached_keys", b));
    x.smtEnabled().ifPresent(b -> json.put("smt_enabled", b));
  }

  private static long littleEndian(Bytes b) {
    long v = 0;
    for (int i = b.length() - 1; i >= 0; i--) {
      v = v << 8 | b.u8(i);
    }
    return v;
  }
}

package dev.attestry.scheme.snp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.evidence.Claims;
import java.util.Optional;

/** What a report says, as claims. Debug, SMT and the like are here for policy to judge. */
final class SnpClaims {

  private SnpClaims() {}

  static Claims of(SnpReport report, Optional<AmdCertificate> leaf) {
    Optional<Product> product = report.product().or(() -> leaf.flatMap(AmdCertificate::product));
    return Claims.of(
        json -> {
          json.put("version", report.version());
          json.put("measurement", report.measurement().hex());
          json.put("report_data", report.reportData().hex());
          json.put("host_data", report.hostData().hex());
          json.put("vmpl", report.vmpl());
          json.put("guest_svn", report.guestSvn());
          policy(json.putObject("policy"), report.policy());
          platformInfo(json.putObject("platform_info"), report.platformInfo());
          identity(json, report);
          product.ifPresent(p -> json.put("product", p.label()));
          report.cpuid().ifPresent(c -> cpuid(json.putObject("cpuid"), c));
          tcb(json.putObject("tcb"), report.tcb(), product);
          json.put("current_version", report.current().dotted());
          json.put("committed_version", report.committed().dotted());
          report.mitigations().ifPresent(m -> mitigations(json, m));
          report.keyFlags().signingKey().ifPresent(k -> json.put("signing_key", k.role()));
          json.put("author_key_en", report.keyFlags().authorKeyEn());
          json.put("mask_chip_key", report.keyFlags().maskChipKey());
          leaf.flatMap(AmdCertificate::cspId).ifPresent(c -> json.put("csp_id", c));
        });
  }

  private static void identity(ObjectNode json, SnpReport report) {
    json.put("family_id", report.familyId().hex());
    json.put("image_id", report.imageId().hex());
    json.put("id_key_digest", report.idKeyDigest().hex());
    json.put("author_key_digest", report.authorKeyDigest().hex());
    json.put("report_id", report.reportId().hex());
    json.put("report_id_ma", report.reportIdMa().hex());
    json.put("chip_id", report.chipId().hex());
  }

  private static void policy(ObjectNode json, GuestPolicy p) {
    json.put("raw", hex(p.raw()));
    json.put("abi_major", p.abiMajor());
    json.put("abi_minor", p.abiMinor());
    json.put("smt_allowed", p.smtAllowed());
    json.put("migrate_ma", p.migrateMa());
    json.put("debug", p.debug());
    json.put("single_socket", p.singleSocket());
    json.put("cxl_allowed", p.cxlAllowed());
    json.put("mem_aes_256_xts", p.memAes256Xts());
    json.put("rapl_disabled", p.raplDisabled());
    json.put("ciphertext_hiding_dram", p.ciphertextHidingDram());
    json.put("page_swap_disabled", p.pageSwapDisabled());
  }

  private static void platformInfo(ObjectNode json, PlatformInfo p) {
    json.put("raw", hex(p.raw()));
    json.put("smt_enabled", p.smtEnabled());
    json.put("tsme_enabled", p.tsmeEnabled());
    json.put("ecc_enabled", p.eccEnabled());
    json.put("rapl_disabled", p.raplDisabled());
    json.put("ciphertext_hiding_dram_enabled", p.ciphertextHidingDramEnabled());
    json.put("alias_check_complete", p.aliasCheckComplete());
    json.put("tio_enabled", p.tioEnabled());
  }

  private static void cpuid(ObjectNode json, SnpReport.Cpuid c) {
    json.put("family", c.family());
    json.put("model", c.model());
    json.put("stepping", c.stepping());
  }

  private static void mitigations(ObjectNode json, SnpReport.MitigationVectors m) {
    json.put("launch_mit_vector", hex(m.launch()));
    json.put("current_mit_vector", hex(m.current()));
  }

  private static void tcb(ObjectNode json, SnpReport.Tcbs tcbs, Optional<Product> product) {
    tcb(json.putObject("current"), tcbs.current(), product);
    tcb(json.putObject("reported"), tcbs.reported(), product);
    tcb(json.putObject("committed"), tcbs.committed(), product);
    tcb(json.putObject("launch"), tcbs.launch(), product);
  }

  private static void tcb(ObjectNode json, TcbVersion tcb, Optional<Product> product) {
    json.put("raw", tcb.hex());
    product.ifPresent(p -> tcb.levels(p.layout()).forEach((f, n) -> json.put(f.label(), n)));
  }

  private static String hex(long bits) {
    return "0x" + Long.toHexString(bits);
  }
}

package dev.attestry.scheme.dcap;

import dev.attestry.evidence.Check;
import dev.attestry.evidence.Check.Need;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What is checked of a quote, in the order of Intel's QVL (QuoteVerifier.cpp; its step numbers
 * 4.1.2.4.x stand in brackets).
 */
enum DcapCheck {
  QUOTE_PARSE("quote-parse", "Intel DCAP Quote Library API, A.3, A.4", Need.GENUINENESS),
  QUOTE_TEE("quote-tee", "Intel DCAP Quote Library API, header: TEE type", Need.GENUINENESS),
  PCK_CHAIN_PRESENT("pck-chain-present", "certification data type 5", Need.GENUINENESS),
  PCK_CHAIN_PARSE(
      "pck-chain-parse", "Intel PCK Certificate Profile 1.3; RFC 5280", Need.GENUINENESS),
  PCK_CHAIN("pck-chain", "QVL [4]; RFC 5280 §6.1.3", Need.GENUINENESS),
  PCK_CONSTRAINTS("pck-constraints", "QVL [4]; RFC 5280 §6.1.4", Need.GENUINENESS),
  PCK_SUBJECT("pck-subject", "QVL [4]: Intel SGX PCK Certificate", Need.GENUINENESS),
  PCK_VALIDITY("pck-validity", "RFC 5280 §4.1.2.5", Need.FULL),
  PCK_ROOT("pck-root", "QVL [4]: Intel SGX Root CA", Need.GENUINENESS),
  COLLATERAL_PARSE("collateral-parse", "Intel PCS API; RFC 5280 §5", Need.GENUINENESS),
  ROOT_CRL_SIGNATURE("root-crl-signature", "QVL [6]; RFC 5280 §6.3.3 (f, g)", Need.FULL),
  ROOT_CRL_FRESH("root-crl-fresh", "RFC 5280 §5.1.2.5", Need.FULL),
  CA_NOT_REVOKED("ca-not-revoked", "QVL [6]; RFC 5280 §6.3.3 (j)", Need.FULL),
  PCK_CRL_SIGNATURE("pck-crl-signature", "QVL [7]; RFC 5280 §6.3.3 (f, g)", Need.FULL),
  PCK_CRL_FRESH("pck-crl-fresh", "RFC 5280 §5.1.2.5", Need.FULL),
  PCK_NOT_REVOKED("pck-not-revoked", "QVL [7]; RFC 5280 §6.3.3 (j)", Need.FULL),
  TCB_INFO_PRESENT("tcb-info-present", "Intel PCS API, tcb", Need.FULL),
  TCB_INFO_SIGNER("tcb-info-signer", "Intel PCS API, TCB-Info-Issuer-Chain", Need.GENUINENESS),
  TCB_INFO_SIGNATURE("tcb-info-signature", "Intel PCS API, tcbInfo signature", Need.GENUINENESS),
  TCB_INFO_FRESH("tcb-info-fresh", "Intel PCS API, issueDate and nextUpdate", Need.FULL),
  TCB_INFO_ID("tcb-info-id", "QVL [9]", Need.GENUINENESS),
  TCB_INFO_FMSPC("tcb-info-fmspc", "QVL [10]: FMSPC and PCEID", Need.GENUINENESS),
  TDX_MODULE("tdx-module", "QVL [11]", Need.GENUINENESS),
  QE_REPORT_SIGNATURE("qe-report-signature", "QVL [12]", Need.GENUINENESS),
  QE_REPORT_BINDS_KEY("qe-report-binds-key", "QVL [13]", Need.GENUINENESS),
  QE_IDENTITY_PRESENT("qe-identity-present", "Intel PCS API, qe identity", Need.FULL),
  QE_IDENTITY_SIGNER(
      "qe-identity-signer", "Intel PCS API, Enclave-Identity-Issuer-Chain", Need.GENUINENESS),
  QE_IDENTITY_SIGNATURE(
      "qe-identity-signature", "Intel PCS API, enclaveIdentity signature", Need.GENUINENESS),
  QE_IDENTITY_FRESH("qe-identity-fresh", "Intel PCS API, issueDate and nextUpdate", Need.FULL),
  QE_IDENTITY_ID("qe-identity-id", "QVL [14]", Need.GENUINENESS),
  QE_ATTRIBUTES("qe-attributes", "QVL [15]: MISCSELECT and ATTRIBUTES", Need.GENUINENESS),
  QE_SIGNER("qe-mrsigner", "QVL [15]: MRSIGNER", Need.GENUINENESS),
  QE_PRODUCT("qe-isvprodid", "QVL [15]: ISVPRODID", Need.GENUINENESS),
  QE_LEVEL("qe-level", "QVL [15]: ISVSVN", Need.GENUINENESS),
  QUOTE_SIGNATURE("quote-signature", "QVL [16]", Need.GENUINENESS),
  TCB_LEVEL("tcb-level", "QVL [17]", Need.GENUINENESS),
  TCB_NOT_REVOKED("tcb-not-revoked", "QVL [17]: Revoked", Need.GENUINENESS),
  EARLY_TCB_INFO_SIGNER(
      "early-tcb-info-signer", "Intel PCS API, TCB-Info-Issuer-Chain", Need.DETAIL),
  EARLY_TCB_INFO_SIGNATURE(
      "early-tcb-info-signature", "Intel PCS API, tcbInfo signature", Need.DETAIL),
  EARLY_TCB_INFO_FRESH(
      "early-tcb-info-fresh", "Intel PCS API, issueDate and nextUpdate", Need.DETAIL),
  EARLY_TCB_INFO_FITS("early-tcb-info-fits", "QVL [9, 10]: id, FMSPC and PCEID", Need.DETAIL),
  EARLY_QE_IDENTITY_SIGNER(
      "early-qe-identity-signer", "Intel PCS API, Enclave-Identity-Issuer-Chain", Need.DETAIL),
  EARLY_QE_IDENTITY_SIGNATURE(
      "early-qe-identity-signature", "Intel PCS API, enclaveIdentity signature", Need.DETAIL),
  EARLY_QE_IDENTITY_FRESH(
      "early-qe-identity-fresh", "Intel PCS API, issueDate and nextUpdate", Need.DETAIL),
  EARLY_QE_IDENTITY_FITS("early-qe-identity-fits", "QVL [14]", Need.DETAIL),
  EARLY_NOT_OLDER("early-not-older", "Intel PCS API, tcbEvaluationDataNumber", Need.DETAIL),
  EARLY_STATUS("early-status", "QVL [17]; Intel PCS API, update=early", Need.DETAIL),
  REPORT_DATA("report-data", "Intel DCAP Quote Library API, REPORTDATA", Need.FULL),
  RTMR_REPLAY("rtmr-replay", "UEFI 2.10 §38.4.1; TDX: RTMR", Need.DETAIL),
  EVENT_DATA("event-data", "UEFI 2.10 §38.4.1; PC Client PFP 1.06 §10.4.1", Need.DETAIL);

  private static final Set<DcapCheck> TDX_ONLY = EnumSet.of(TDX_MODULE, RTMR_REPLAY, EVENT_DATA);

  private static final Map<DcapCheck, Check> TDX_CHECKS = each(Tee.TDX);
  private static final Map<DcapCheck, Check> SGX_CHECKS = each(Tee.SGX);

  private final String name;
  private final String clause;
  private final Need need;

  DcapCheck(String name, String clause, Need need) {
    this.name = name;
    this.clause = clause;
    this.need = need;
  }

  /** This check on a quote of a TEE: ids are each scheme's own. */
  Check of(Tee tee) {
    return Objects.requireNonNull(tee == Tee.TDX ? TDX_CHECKS.get(this) : SGX_CHECKS.get(this));
  }

  /** All checks that are made on quotes of a TEE. */
  static List<Check> all(Tee tee) {
    List<Check> out = new ArrayList<>();
    for (DcapCheck c : values()) {
      if (tee == Tee.TDX || !TDX_ONLY.contains(c)) {
        out.add(c.of(tee));
      }
    }
    return out;
  }

  private static Map<DcapCheck, Check> each(Tee tee) {
    Map<DcapCheck, Check> out = new EnumMap<>(DcapCheck.class);
    for (DcapCheck c : values()) {
      out.put(c, new OfTee(tee, c));
    }
    return out;
  }

  private record OfTee(Tee tee, DcapCheck check) implements Check {

    @Override
    public String id() {
      return tee.label() + "." + check.name;
    }

    @Override
    public String clause() {
      return check.clause;
    }

    @Override
    public Need need() {
      return check.need;
    }
  }
}

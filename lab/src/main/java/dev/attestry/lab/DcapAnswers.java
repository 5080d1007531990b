package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import dev.attestry.trust.Collateral;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a lab's stand-in for Intel's PCS answers: TCB info, QE identity, their signers, CRLs. Tests
 * change one answer at a time.
 */
public record DcapAnswers(
    Bytes tcbInfo,
    Bytes tcbInfoIssuerChain,
    Bytes qeIdentity,
    Bytes qeIdentityIssuerChain,
    Bytes pckCrl,
    Bytes rootCaCrl) {

  /** Everything as good as it can be. */
  static DcapAnswers upToDate(DcapPki pki, String tee, Instant from, Instant until) {
    Instant middle = from.plus(Duration.between(from, until).dividedBy(2));
    Bytes chain = LabPem.of(pki.tcbSigner(), pki.root());
    return new DcapAnswers(
        DcapPki.answer("tcbInfo", tcbInfo(tee, from, until, "UpToDate"), pki.tcbSigner()),
        chain,
        DcapPki.answer("enclaveIdentity", qeIdentity(tee, from, until, 8), pki.tcbSigner()),
        chain,
        DcapPki.crl(pki.platformCa(), middle, List.of()),
        DcapPki.crl(pki.root(), middle, List.of()));
  }

  /** As collateral, in the roles of the schemes. */
  public Collateral collateral() {
    return new Collateral(
        List.of(
            item("tcb_info", tcbInfo),
            item("tcb_info_issuer_chain", tcbInfoIssuerChain),
            item("qe_identity", qeIdentity),
            item("qe_identity_issuer_chain", qeIdentityIssuerChain),
            item("pck_crl", pckCrl),
            item("root_ca_crl", rootCaCrl)));
  }

  /** What is signed in this as Intel's early set, to give beside the standard one. */
  public List<Collateral.Item> early() {
    return List.of(
        item("early_tcb_info", tcbInfo),
        item("early_tcb_info_issuer_chain", tcbInfoIssuerChain),
        item("early_qe_identity", qeIdentity),
        item("early_qe_identity_issuer_chain", qeIdentityIssuerChain));
  }

  DcapAnswers withTcbInfo(Bytes other) {
    return new DcapAnswers(
        other, tcbInfoIssuerChain, qeIdentity, qeIdentityIssuerChain, pckCrl, rootCaCrl);
  }

  DcapAnswers withTcbInfoIssuerChain(Bytes other) {
    return new DcapAnswers(tcbInfo, other, qeIdentity, qeIdentityIssuerChain, pckCrl, rootCaCrl);
  }

  DcapAnswers withQeIdentity(Bytes other) {
    return new DcapAnswers(
        tcbInfo, tcbInfoIssuerChain, other, qeIdentityIssuerChain, pckCrl, rootCaCrl);
  }

  DcapAnswers withCrls(Bytes pck, Bytes root) {
    return new DcapAnswers(
        tcbInfo, tcbInfoIssuerChain, qeIdentity, qeIdentityIssuerChain, pck, root);
  }

  /** A TCB info whose newest level has a status; the level below it is OutOfDate. */
  static String tcbInfo(String tee, Instant from, Instant until, String status) {
    String module =
        "\"mrsigner\":\""
            + "0".repeat(96)
            + "\",\"attributes\":\""
            + "0".repeat(16)
            + "\",\"attributesMask\":\""
            + "F".repeat(16)
            + "\"";
    String tdx =
        tee.equals("TDX")
            ? "\"tdxModule\":{"
                + module
                + "},\"tdxModuleIdentities\":[{\"id\":\"TDX_01\","
                + module
                + ",\"tcbLevels\":[{\"tcb\":{\"isvsvn\":6},"
                + standing("UpToDate")
                + "},"
                + "{\"tcb\":{\"isvsvn\":4},"
                + standing("OutOfDate")
                + "}]}],"
            : "";
    return "{\"id\":\""
        + tee
        + "\",\"version\":3,"
        + dates(from, until)
        + ",\"fmspc\":\""
        + DcapPlatform.FMSPC.hex()
        + "\",\"pceId\":\"0000\",\"tcbType\":0,"
        + "\"tcbEvaluationDataNumber\":20,"
        + tdx
        + "\"tcbLevels\":["
        + level(tee, DcapPlatform.SVN, status)
        + ","
        + level(tee, DcapPlatform.SVN - 1, "OutOfDate")
        + "]}";
  }

  /** The identity of the lab's quoting enclave, whose SVN is 8. */
  static String qeIdentity(String tee, Instant from, Instant until, int upToDateFrom) {
    return "{\"id\":\""
        + (tee.equals("TDX") ? "TD_QE" : "QE")
        + "\",\"version\":2,"
        + dates(from, until)
        + ",\"tcbEvaluationDataNumber\":20,\"miscselect\":\"00000000\","
        + "\"miscselectMask\":\"FFFFFFFF\",\"attributes\":\"11"
        + "0".repeat(30)
        + "\",\"attributesMask\":\"FB"
        + "F".repeat(14)
        + "0".repeat(16)
        + "\",\"mrsigner\":\""
        + DcapPlatform.QE_SIGNER.hex()
        + "\",\"isvprodid\":"
        + (tee.equals("TDX") ? 2 : 1)
        + ",\"tcbLevels\":[{\"tcb\":{\"isvsvn\":"
        + upToDateFrom
        + "},"
        + standing("UpToDate")
        + "},{\"tcb\":{\"isvsvn\":5},"
        + standing("OutOfDate")
        + "}]}";
  }

  private static String level(String tee, int svn, String status) {
    String sgx = component(svn).repeat(15) + component(svn);
    String tdx =
        tee.equals("TDX")
            ? ",\"tdxtcbcomponents\":["
                + trimmed(component(5) + component(0) + component(svn) + component(0).repeat(13))
                + "]"
            : "";
    return "{\"tcb\":{\"sgxtcbcomponents\":["
        + trimmed(sgx)
        + "],\"pcesvn\":"
        + DcapPlatform.PCE_SVN
        + tdx
        + "},"
        + standing(status)
        + "}";
  }

  private static String component(int svn) {
    return "{\"svn\":" + svn + "},";
  }

  private static String trimmed(String list) {
    return list.substring(0, list.length() - 1);
  }

  private static String standing(String status) {
    String advisories = status.equals("UpToDate") ? "" : ",\"advisoryIDs\":[\"LAB-SA-00001\"]";
    return "\"tcbDate\":\"2026-05-13T00:00:00Z\",\"tcbStatus\":\"" + status + "\"" + advisories;
  }

  private static String dates(Instant from, Instant until) {
    return "\"issueDate\":\"" + from + "\",\"nextUpdate\":\"" + until + "\"";
  }

  private static Collateral.Item item(String role, Bytes bytes) {
    return new Collateral.Item(role, bytes, "lab");
  }
}

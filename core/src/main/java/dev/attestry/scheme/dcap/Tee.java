package dev.attestry.scheme.dcap;

import java.util.Locale;

/** The two kinds of TEE that Intel's quotes speak of. */
public enum Tee {
  SGX("SGX", "QE"),
  TDX("TDX", "TD_QE");

  private final String tcbInfoId;
  private final String qeIdentityId;

  Tee(String tcbInfoId, String qeIdentityId) {
    this.tcbInfoId = tcbInfoId;
    this.qeIdentityId = qeIdentityId;
  }

  /** Name of its scheme, and the first part of its finding ids. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The id of TCB info for it. */
  String tcbInfoId() {
    return tcbInfoId;
  }

  /** The id of the identity of the quoting enclave that signs for it. */
  String qeIdentityId() {
    return qeIdentityId;
  }
}

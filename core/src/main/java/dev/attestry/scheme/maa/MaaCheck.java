package dev.attestry.scheme.maa;

import dev.attestry.evidence.TableCheck;

/** What is checked of a token beyond the steps that tokens share. */
enum MaaCheck implements TableCheck {
  /** No key, certificate or extension in the header that would have to be obeyed. */
  HEADER("header", "RFC 7515 §4.1.11; RFC 8725 §3.10", Need.GENUINENESS),
  /** The set of keys that it points to is that of its own issuer. */
  JKU("jku", "RFC 7515 §4.1.2; RFC 8725 §3.10", Need.GENUINENESS),
  /** The id of the key is the hash of the key. */
  KEY_ID("key-id", "Azure Attestation, signing keys: kid", Need.GENUINENESS),
  /** The certificate of the key carries an SGX quote over this key. */
  KEY_QUOTE(
      "key-quote", "Azure Attestation, signing certificate 1.3.6.1.4.1.311.105.1", Need.DETAIL),
  /** The quote in the certificate is genuine, by Intel's collateral. */
  KEY_ENCLAVE("key-enclave", "Intel DCAP Quote Library API", Need.DETAIL),
  /** It says which policy of the tenant was applied. */
  POLICY_HASH("policy-hash", "Azure Attestation, claim x-ms-policy-hash", Need.DETAIL);

  private final Row row;

  MaaCheck(String id, String clause, Need need) {
    this.row = new Row(Maa.NAME + "." + id, clause, need);
  }

  @Override
  public Row row() {
    return row;
  }
}

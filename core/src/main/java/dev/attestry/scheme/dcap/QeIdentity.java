package dev.attestry.scheme.dcap;

import dev.attestry.codec.Bytes;
import java.util.List;

/**
 * Intel's identity of a quoting enclave (Intel PCS API, enclaveIdentity version 2).
 *
 * @param levels highest first
 */
record QeIdentity(
    String id,
    Validity validity,
    Bytes miscSelect,
    Bytes miscSelectMask,
    Bytes attributes,
    Bytes attributesMask,
    Bytes mrSigner,
    int isvProdId,
    List<TcbLevel.Isv> levels) {

  QeIdentity {
    levels = levels.stream().sorted(TcbLevel.Isv.HIGHEST_FIRST).toList();
  }
}

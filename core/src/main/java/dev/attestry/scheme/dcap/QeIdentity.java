package dev.attestry.scheme.dcap;

import dev.attestry.codec.Bytes;
import java.util.List;
import java.util.Optional;

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
    List<TcbLevel.Isv> levels)
    implements SignedBody {

  QeIdentity {
    levels = levels.stream().sorted(TcbLevel.Isv.HIGHEST_FIRST).toList();
  }

  /** The first level that an enclave reaches. */
  Optional<TcbLevel.Isv> level(EnclaveReport qe) {
    return TcbLevel.Isv.reached(levels, qe.isvSvn());
  }
}

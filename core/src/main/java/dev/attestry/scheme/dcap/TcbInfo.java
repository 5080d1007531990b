package dev.attestry.scheme.dcap;

import dev.attestry.codec.Bytes;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Intel's TCB info of a platform family, version 2 or 3 (Intel PCS API, tcbInfo).
 *
 * @param levels highest first
 */
record TcbInfo(
    int version,
    String id,
    Validity validity,
    Bytes fmspc,
    Bytes pceId,
    Optional<Module> tdxModule,
    List<ModuleIdentity> moduleIdentities,
    List<TcbLevel> levels)
    implements SignedBody {

  TcbInfo {
    moduleIdentities = List.copyOf(moduleIdentities);
    levels = levels.stream().sorted(TcbLevel.HIGHEST_FIRST).toList();
  }

  /** What the SEAM module's signer and attributes must be. */
  record Module(Bytes mrSigner, Bytes attributes, Bytes attributesMask) {}

  /**
   * A major version of the TDX module.
   *
   * @param id {@code TDX_01}, …
   * @param levels highest first
   */
  record ModuleIdentity(String id, Module module, List<TcbLevel.Isv> levels) {
    ModuleIdentity {
      levels = levels.stream().sorted(TcbLevel.Isv.HIGHEST_FIRST).toList();
    }
  }

  /** Whether it is about a platform's family. */
  boolean isFor(PckExtensions pck) {
    return fmspc.equals(pck.fmspc()) && pceId.equals(pck.pceId());
  }

  /** When the TCB recovery was that it asks for: the date of its newest level. */
  Instant recovery() {
    return levels.stream()
        .map(l -> l.standing().tcbDate())
        .max(Comparator.naturalOrder())
        .orElseGet(validity::issueDate);
  }

  /** The identity of a module's major version. */
  Optional<ModuleIdentity> module(int version) {
    String wanted = "TDX_" + Bytes.of(version).hex().toUpperCase(Locale.ROOT);
    return moduleIdentities.stream().filter(m -> m.id().equals(wanted)).findFirst();
  }
}

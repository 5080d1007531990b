package dev.attestry.collateral;

import dev.attestry.trust.TrustAnchor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The documents that functions ask for, by their addresses: a bundle may hold these. */
enum KnownDocument {
  AMD_CHAIN("kdsintf\\.amd\\.com/v[cl]ek/v1/(Milan|Genoa|Turin)/cert_chain"),
  AMD_LIST("kdsintf\\.amd\\.com/v[cl]ek/v1/(Milan|Genoa|Turin)/crl"),
  AMD_CHIP(
      "kdsintf\\.amd\\.com/vcek/v1/(Milan|Genoa|Turin)/[0-9a-f]{16,128}\\?[A-Za-z0-9=&]{1,200}"),
  INTEL_TCB(
      "api\\.trustedservices\\.intel\\.com/(?:tdx|sgx)/certification/v4/tcb\\?fmspc=[0-9a-f]{12}"),
  INTEL_QE("api\\.trustedservices\\.intel\\.com/(?:tdx|sgx)/certification/v4/qe/identity"),
  INTEL_PCK_LIST(
      "api\\.trustedservices\\.intel\\.com/sgx/certification/v4/pckcrl"
          + "\\?ca=(?:platform|processor)&encoding=der"),
  INTEL_ROOT_LIST("certificates\\.trustedservices\\.intel\\.com/IntelSGXRootCA\\.der"),
  GOOGLE_ENDORSEMENT(
      "storage\\.googleapis\\.com/gce_tcb_integrity/ovmf_x64_csm/(?:tdx|sevsnp)/[0-9a-f]{96}\\.binarypb"),
  KEYS("(?:" + KeySets.ADDRESSES + ")"),
  /** Certificates and lists of whoever issues certificates of TPMs and tokens. */
  AUTHORITY("(?:" + PathDocuments.HOSTS + ")/[A-Za-z0-9._~%/+-]{1,500}");

  private final Pattern pattern;

  @SuppressWarnings("ImmutableEnumChecker") // A Pattern is.
  KnownDocument(String pattern) {
    this.pattern = Pattern.compile(pattern);
  }

  /** What stands at an address without its scheme; empty where no function asks there. */
  static Optional<KnownDocument> at(String address) {
    for (KnownDocument d : values()) {
      if (d.pattern.matcher(address).matches()) {
        return Optional.of(d);
      }
    }
    return Optional.empty();
  }

  /** What an anchor must be for that this document is under. */
  String purpose(String address) {
    Matcher m = pattern.matcher(address);
    return switch (this) {
      case AMD_CHAIN, AMD_LIST, AMD_CHIP ->
          m.matches() ? "amd-sev-" + m.group(1).toLowerCase(Locale.ROOT) : "";
      case INTEL_TCB, INTEL_QE, INTEL_PCK_LIST, INTEL_ROOT_LIST -> "intel-sgx";
      case GOOGLE_ENDORSEMENT, KEYS, AUTHORITY -> TrustAnchor.ANY;
    };
  }

  /** What the log may keep that shows who signed it. */
  List<Wanted> companions(String address) {
    return switch (this) {
      case AMD_LIST, AMD_CHIP ->
          List.of(
              Wanted.of(
                  "https://" + address.replaceFirst("/[^/]*$", "/cert_chain"),
                  Wanted.Kind.CERTIFICATE));
      case INTEL_PCK_LIST, INTEL_ROOT_LIST ->
          List.of(
              Wanted.of(Needs.INTEL + "tdx/certification/v4/qe/identity", Wanted.Kind.SIGNED_JSON),
              Wanted.of(Needs.INTEL + "sgx/certification/v4/qe/identity", Wanted.Kind.SIGNED_JSON));
      default -> List.of();
    };
  }

  /** The header in which the certificates of its signer come, if they do. */
  Optional<String> chainHeader() {
    return switch (this) {
      case INTEL_TCB -> Optional.of(Needs.TCB_CHAIN);
      case INTEL_QE -> Optional.of(Needs.QE_CHAIN);
      case INTEL_PCK_LIST -> Optional.of("SGX-PCK-CRL-Issuer-Chain");
      default -> Optional.empty();
    };
  }
}

package dev.attestry.collateral;

import dev.attestry.codec.Bytes;
import dev.attestry.evidence.Claims;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which documents judge evidence, by what it says of the machine it is from. */
final class Needs {

  private static final String AMD = "https://kdsintf.amd.com/";
  static final String INTEL = "https://api.trustedservices.intel.com/";
  private static final String INTEL_ROOT =
      "https://certificates.trustedservices.intel.com/IntelSGXRootCA.der";
  private static final String GOOGLE =
      "https://storage.googleapis.com/gce_tcb_integrity/ovmf_x64_csm/";

  /** Headers in which Intel sends the certificates of who signed an answer. */
  static final String TCB_CHAIN = "TCB-Info-Issuer-Chain";

  static final String QE_CHAIN = "SGX-Enclave-Identity-Issuer-Chain";

  /** AMD 57230: parameters of a request for a VCEK, and what claims call them. */
  private static final Map<String, String> LEVELS =
      Map.of(
          "blSPL", "bootloader",
          "teeSPL", "tee",
          "snpSPL", "snp",
          "ucodeSPL", "microcode",
          "fmcSPL", "fmc");

  private static final int TURIN_ID = 8;

  private final Set<String> roles;
  private final Claims claims;
  private final String at;
  private final List<Need> needs = new ArrayList<>();

  private Needs(Set<String> roles, Claims claims) {
    this.roles = roles;
    this.claims = claims;
    this.at = machine(claims, "");
  }

  /** Where evidence speaks of its machine: a VM of Azure keeps the hardware's own word apart. */
  private static String machine(Claims claims, String at) {
    for (String below : List.of("/unverified", "/report")) {
      if (claims.at(at + below).isPresent()) {
        return machine(claims, at + below);
      }
    }
    return at;
  }

  /**
   * A document, and what it is to the scheme.
   *
   * @param role of the document; certificates of a chain each have their own
   * @param chainRole of its signer's certificates, if those come with it
   * @param instead whether it is taken in place of what the attester gave: an old list would hide
   *     what was revoked since
   */
  record Need(List<String> role, Optional<String> chainRole, boolean instead, Wanted wanted) {}

  /** Whether vendors publish anything for a scheme that takes these roles. */
  static boolean any(Set<String> roles) {
    return roles.contains("vcek") || roles.contains("tcb_info");
  }

  /** What a scheme wants that takes these roles, by claims that need not be verified. */
  static List<Need> of(Set<String> roles, Claims claims) {
    Needs n = new Needs(roles, claims);
    n.amd();
    n.intel();
    n.endorsement();
    return n.needs.stream().filter(x -> roles.containsAll(x.role())).toList();
  }

  private Optional<String> text(String pointer) {
    return claims.text(at + pointer);
  }

  private void amd() {
    Optional<String> product = text("/product").filter(p -> p.matches("Milan|Genoa|Turin"));
    if (product.isEmpty()) {
      return;
    }
    String key = text("/signing_key").filter("vlek"::equals).orElse("vcek");
    String base = AMD + key + "/v1/" + product.get() + "/";
    vcek(base, product.get(), key);
    add(List.of("ask", "ark"), false, Wanted.of(base + "cert_chain", Wanted.Kind.CERTIFICATE));
    add(List.of("crl"), true, Wanted.of(base + "crl", Wanted.Kind.LIST));
  }

  /** A VLEK comes with the guest: AMD gives it to the provider only. */
  private void vcek(String base, String product, String key) {
    Optional<Bytes> chip = claims.bytes(at + "/chip_id").filter(c -> !c.isZero());
    if (!key.equals("vcek") || chip.isEmpty()) {
      return;
    }
    Bytes id = product.equals("Turin") ? chip.get().slice(0, TURIN_ID) : chip.get();
    List<String> levels = new ArrayList<>();
    LEVELS.forEach(
        (parameter, name) ->
            claims
                .number(at + "/tcb/reported/" + name)
                .ifPresent(n -> levels.add("%s=%02d".formatted(parameter, n))));
    String query = String.join("&", levels.stream().sorted().toList());
    add(List.of("vcek"), false, Wanted.of(base + id.hex() + "?" + query, Wanted.Kind.CERTIFICATE));
  }

  private void intel() {
    Optional<String> fmspc = text("/pck/fmspc").filter(f -> f.matches("[0-9a-f]{12}"));
    if (fmspc.isEmpty()) {
      return;
    }
    String tee = text("/tee").orElse("").toLowerCase(Locale.ROOT).contains("tdx") ? "tdx" : "sgx";
    String base = INTEL + tee + "/certification/v4/";
    signed("tcb_info", base + "tcb?fmspc=" + fmspc.get(), TCB_CHAIN);
    signed("qe_identity", base + "qe/identity", QE_CHAIN);
    boolean processor = text("/pck/ca").orElse("").contains("Processor");
    String ca = processor ? "processor" : "platform";
    add(
        List.of("pck_crl"),
        true,
        Wanted.of(
            INTEL + "sgx/certification/v4/pckcrl?ca=" + ca + "&encoding=der", Wanted.Kind.LIST));
    add(List.of("root_ca_crl"), true, Wanted.of(INTEL_ROOT, Wanted.Kind.LIST));
  }

  private void signed(String role, String url, String header) {
    Wanted plain = Wanted.of(url, Wanted.Kind.SIGNED_JSON);
    needs.add(
        new Need(
            List.of(role),
            Optional.of(role + "_issuer_chain"),
            true,
            new Wanted(plain.url(), plain.kind(), Optional.of(header))));
  }

  /** Google's word on the firmware that was measured. */
  private void endorsement() {
    Optional<String> snp = text("/measurement").filter(m -> m.matches("[0-9a-f]{96}"));
    Optional<String> td = text("/mrtd").filter(m -> m.matches("[0-9a-f]{96}"));
    if (roles.contains("endorsement") && (snp.isPresent() || td.isPresent())) {
      String what = td.isPresent() ? "tdx/" + td.get() : "sevsnp/" + snp.orElse("");
      add(List.of("endorsement"), false, Wanted.of(GOOGLE + what + ".binarypb", Wanted.Kind.FIXED));
    }
  }

  private void add(List<String> role, boolean instead, Wanted wanted) {
    needs.add(new Need(role, Optional.empty(), instead, wanted));
  }
}

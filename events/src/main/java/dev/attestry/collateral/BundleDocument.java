package dev.attestry.collateral;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.collateral.Refusal.Refused;
import dev.attestry.crypto.Pem;
import dev.attestry.crypto.RevocationList;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One document of a bundle, at the address that its name says.
 *
 * @param address host, path and query
 */
record BundleDocument(String file, String address, KnownDocument known, SavedAnswer answer) {

  private static final String NAMES =
      "name it <host>/<path>?<query> as the vendor's address is; \"wget -x\" does.";

  static BundleDocument of(String file, Bytes content) throws Refused {
    String address = address(file);
    Optional<KnownDocument> known = KnownDocument.at(address);
    if (known.isEmpty()) {
      throw new Refused(
          "no function asks for this",
          "a document of AMD, Intel, Google, an issuer of TPM keys or of tokens",
          file,
          NAMES);
    }
    try {
      return new BundleDocument(file, address, known.get(), SavedAnswer.parse(content));
    } catch (MalformedInput e) {
      throw malformed(e);
    }
  }

  /** Folders above the host's do not count: a zip often has one. */
  private static String address(String file) {
    String rest = file;
    while (rest.contains("/")
        && !rest.substring(0, rest.indexOf('/')).matches("[a-z0-9-]+(\\.[a-z0-9-]+)+")) {
      rest = rest.substring(rest.indexOf('/') + 1);
    }
    return rest;
  }

  static Refused malformed(MalformedInput e) {
    return new Refused(
        "it cannot be read",
        "the vendor's answer as it came",
        String.valueOf(e.getMessage()),
        "fetch it anew.");
  }

  Bytes body() {
    return answer.body();
  }

  /**
   * What functions ask for by this address. Authorities of certificates mostly publish over plain
   * HTTP, and whoever fetched it may have taken TLS: what they publish is signed.
   */
  List<Wanted> wanted() {
    List<String> schemes =
        known == KnownDocument.AUTHORITY ? List.of("http://", "https://") : List.of("https://");
    return schemes.stream()
        .map(s -> new Wanted(URI.create(s + address), kind(), known.chainHeader()))
        .toList();
  }

  Wanted.Kind kind() {
    return switch (known) {
      case AMD_CHAIN, AMD_CHIP -> Wanted.Kind.CERTIFICATE;
      case AMD_LIST, INTEL_PCK_LIST, INTEL_ROOT_LIST -> Wanted.Kind.LIST;
      case INTEL_TCB, INTEL_QE -> Wanted.Kind.SIGNED_JSON;
      case GOOGLE_ENDORSEMENT -> Wanted.Kind.FIXED;
      case KEYS -> Wanted.Kind.KEYS;
      case AUTHORITY -> isList() ? Wanted.Kind.LIST : Wanted.Kind.CERTIFICATE;
    };
  }

  private boolean isList() {
    try {
      return !RevocationList.parseAll("list", body()).isEmpty();
    } catch (MalformedInput e) {
      return false;
    }
  }

  /** Certificates of its signer that came in a header, in PEM; empty without them. */
  String chain() throws Refused {
    try {
      return known.chainHeader().isEmpty() ? "" : answer.certificates(known.chainHeader().get());
    } catch (MalformedInput e) {
      throw malformed(e);
    }
  }

  /** All certificates in it and beside it; what cannot be read is its own judgement's to say. */
  List<X509Certificate> certificates() {
    List<X509Certificate> all = new ArrayList<>();
    try {
      if (kind() == Wanted.Kind.CERTIFICATE) {
        all.addAll(Pem.certificates("certificate", body()));
      }
      String chain = chain();
      if (!chain.isEmpty()) {
        all.addAll(Pem.certificates("chain", Bytes.utf8(chain)));
      }
    } catch (MalformedInput | Refused e) {
      return all;
    }
    return all;
  }
}

package dev.attestry.scheme.dcap;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.CertificatePath;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.EcdsaSignature;
import dev.attestry.crypto.Pem;
import dev.attestry.crypto.RevocationList;
import dev.attestry.crypto.SignatureAlgorithm;
import dev.attestry.trust.Collateral;
import dev.attestry.trust.TrustAnchor;
import dev.attestry.trust.TrustAnchors;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Intel's collateral, read, with everything about it that depends neither on the time nor on the
 * quote: so it can be kept. Dates are judged anew each time.
 */
final class DcapCollateral {

  /** What an anchor for Intel's root is for. */
  static final String ANCHOR_PURPOSE = "intel-sgx";

  /** Begins the roles of the early set. */
  static final String EARLY = "early_";

  private static final int MAX_ISSUERS = 8;

  private final TrustAnchors anchors;
  private final Crypto crypto;
  private final List<MalformedInput> malformed = new ArrayList<>();
  private final Map<Bytes, Signer> signers = new HashMap<>();
  private final List<Collateral.Item> used = new ArrayList<>();
  private final EvaluationSet standard;
  private final EvaluationSet early;
  private final Optional<Crl> rootCrl;
  private final List<Crl> pckCrls;
  private final boolean amongOthers;

  /**
   * A signed body.
   *
   * @param signer who signed it; empty where no issuer chain was given
   */
  record Signed<T extends SignedBody>(T body, boolean signatureHolds, Optional<Signer> signer) {}

  /**
   * The chain of a signer.
   *
   * @param problems of the path, but for its dates
   * @param anchor that its end is pinned by, if the end is genuine
   */
  record Signer(
      CertificatePath path, List<CertificatePath.Step> problems, Optional<TrustAnchor> anchor) {}

  /** A CRL that remembers which issuers it was found to be from. */
  static final class Crl {
    private final RevocationList list;
    private final Crypto crypto;
    private final Span span;
    private final Map<X509Certificate, Boolean> issuers = new ConcurrentHashMap<>();

    private Crl(RevocationList list, Crypto crypto) {
      this.list = list;
      this.span = Span.of(list.thisUpdate(), list.nextUpdate());
      this.crypto = crypto;
    }

    RevocationList list() {
      return list;
    }

    Span span() {
      return span;
    }

    boolean issuedBy(X509Certificate issuer) {
      if (issuers.size() >= MAX_ISSUERS && !issuers.containsKey(issuer)) {
        return list.issuedBy(crypto, issuer);
      }
      return issuers.computeIfAbsent(issuer, i -> list.issuedBy(crypto, i));
    }
  }

  private DcapCollateral(
      Collateral collateral, TrustAnchors anchors, Crypto crypto, boolean amongOthers) {
    this.anchors = anchors;
    this.crypto = crypto;
    this.amongOthers = amongOthers;
    this.standard = set(collateral, "");
    this.early = set(collateral, EARLY);
    this.rootCrl = read(collateral, "root_ca_crl", this::crl);
    this.pckCrls =
        collateral.items().stream()
            .filter(i -> i.role().equals("pck_crl"))
            .flatMap(i -> read(i, this::crl).stream())
            .toList();
  }

  /**
   * Reads the pieces for one TEE.
   *
   * @param amongOthers whether a PCK CRL may be another part's
   */
  static DcapCollateral read(
      Collateral collateral, TrustAnchors anchors, Crypto crypto, boolean amongOthers) {
    return new DcapCollateral(collateral, anchors, crypto, amongOthers);
  }

  /** What could not be read. */
  List<MalformedInput> malformed() {
    return malformed;
  }

  /** What was read. */
  List<Collateral.Item> used() {
    return used;
  }

  /** What is in force. */
  EvaluationSet standard() {
    return standard;
  }

  /** What is to come; mostly the same (PCS API, update=early). */
  EvaluationSet early() {
    return early;
  }

  Optional<Crl> rootCrl() {
    return rootCrl;
  }

  /** The CRL of a PCK CA; where none has its name and all are for this quote, the first. */
  Optional<Crl> pckCrl(X509Certificate ca) {
    return pckCrls.stream()
        .filter(c -> c.list().names(ca))
        .findFirst()
        .or(() -> amongOthers ? Optional.empty() : pckCrls.stream().findFirst());
  }

  /** One piece's reader. */
  private interface Reader<T> {
    T read(Collateral.Item item) throws MalformedInput;
  }

  private <T> Optional<T> read(Collateral collateral, String role, Reader<T> reader) {
    return collateral.get(role).flatMap(item -> read(item, reader));
  }

  private <T> Optional<T> read(Collateral.Item item, Reader<T> reader) {
    try {
      T value = reader.read(item);
      used.add(item);
      return Optional.of(value);
    } catch (MalformedInput e) {
      malformed.add(e);
      return Optional.empty();
    }
  }

  private EvaluationSet set(Collateral collateral, String prefix) {
    return new EvaluationSet(
        read(collateral, prefix + "tcb_info", i -> CollateralParser.tcbInfo(i.bytes()))
            .map(a -> signed(a, collateral, prefix + "tcb_info_issuer_chain")),
        read(collateral, prefix + "qe_identity", i -> CollateralParser.qeIdentity(i.bytes()))
            .map(a -> signed(a, collateral, prefix + "qe_identity_issuer_chain")));
  }

  private Crl crl(Collateral.Item item) throws MalformedInput {
    Bytes bytes = item.bytes();
    if (bytes.isEmpty() || bytes.u8(0) != 0x30) {
      List<Bytes> blocks = Pem.blocks(item.role(), "X509 CRL", bytes);
      if (blocks.size() != 1) {
        throw new MalformedInput(item.role(), 0, "neither a DER nor a PEM CRL");
      }
      bytes = blocks.get(0);
    }
    return new Crl(RevocationList.parse(item.role(), bytes), crypto);
  }

  private <T extends SignedBody> Signed<T> signed(
      CollateralParser.Answer<T> answer, Collateral collateral, String chainRole) {
    Optional<Signer> signer = read(collateral, chainRole, this::signer);
    boolean holds =
        signer.isPresent()
            && crypto.verifies(
                SignatureAlgorithm.ECDSA_SHA256,
                signer.get().path().leaf().getPublicKey(),
                EcdsaSignature.derOfRaw(answer.signature(), 32),
                answer.signed());
    return new Signed<>(answer.body(), holds, signer);
  }

  /** Intel sends the same chain with both answers: it is judged once. */
  private Signer signer(Collateral.Item chain) throws MalformedInput {
    @Nullable Signer known = signers.get(chain.bytes());
    if (known == null) {
      known = signer(PckChain.read(chain.role(), chain.bytes()));
      signers.put(chain.bytes(), known);
    }
    return known;
  }

  private Signer signer(CertificatePath path) {
    X509Certificate end = path.end();
    // A pinned key leaves the rest of the certificate to its own signature.
    Optional<TrustAnchor> anchor =
        anchors
            .pinning(ANCHOR_PURPOSE, end)
            .filter(
                a ->
                    a instanceof TrustAnchor.PinnedCertificate
                        || crypto.signed(end, end.getPublicKey()));
    return new Signer(path, path.problems(crypto, Optional.empty()), anchor);
  }
}

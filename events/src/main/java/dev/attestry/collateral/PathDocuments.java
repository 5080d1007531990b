package dev.attestry.collateral;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.Pem;
import dev.attestry.evidence.Evidence;
import dev.attestry.trust.Collateral;
import java.net.URI;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Issuers and revocation lists of the certificates in evidence, from where these say that they are
 * published, and only from hosts of those who issue such certificates: an attester that could name
 * any address would have our function ask there.
 */
final class PathDocuments {

  static final Pattern HOSTS =
      Pattern.compile(
          "privateca-content-[0-9a-f-]{1,60}\\.storage\\.googleapis\\.com|([a-z0-9-]{1,20}\\.)?pki\\.goog"
              + "|(www|crl|caissuers)\\.microsoft\\.com|(crl[0-9]|cacerts)\\.digicert\\.com");

  private static final int MOST = 24;

  private final CollateralSource source;
  private final Pattern hosts;
  private final Consumer<String> down;
  private final List<Collateral.Item> items = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();

  /**
   * @param hosts that are asked
   * @param down is told of what was not given
   */
  PathDocuments(CollateralSource source, Pattern hosts, Consumer<String> down) {
    this.source = source;
    this.hosts = hosts;
    this.down = down;
  }

  /** Where certificates stand in the evidence of a scheme, and the roles of their documents. */
  enum Place {
    IDENTITY("identity", Optional.of("ca_certificates"), "crl"),
    TOKEN("token", Optional.empty(), "crl"),
    AK_CHAIN("ak_chain", Optional.of("ak_issuers"), "ak_crl");

    private final String part;
    private final Optional<String> issuers;
    private final String lists;

    @SuppressWarnings("ImmutableEnumChecker") // An Optional of a text is.
    Place(String part, Optional<String> issuers, String lists) {
      this.part = part;
      this.issuers = issuers;
      this.lists = lists;
    }

    /** Of schemes that take these roles. */
    boolean in(Set<String> roles, Evidence evidence) {
      return roles.contains(lists)
          && issuers.map(roles::contains).orElse(true)
          && evidence.part(part).isPresent();
    }
  }

  /** What there is for a piece of evidence; what cannot be read is whoever verifies it to say. */
  List<Collateral.Item> of(Place place, Evidence evidence) throws InterruptedException {
    try {
      Deque<X509Certificate> open = new ArrayDeque<>(certificates(place, evidence));
      while (!open.isEmpty() && seen.size() < MOST) {
        X509Certificate c = open.removeFirst();
        for (String link : CertificateLinks.lists(c)) {
          get(link, Wanted.Kind.LIST).ifPresent(b -> add(place.lists, b, link));
        }
        for (String link :
            place.issuers.isPresent() ? CertificateLinks.issuers(c) : List.<String>of()) {
          Optional<Bytes> issuer = get(link, Wanted.Kind.CERTIFICATE);
          if (issuer.isPresent()) {
            X509Certificate x = certificate(issuer.get());
            add(place.issuers.orElse(""), pem(x), link);
            open.addLast(x);
          }
        }
      }
    } catch (MalformedInput e) {
      down.accept("a certificate's links cannot be read");
    }
    return items;
  }

  /** What the certificates in evidence name first; their issuers may name more. */
  static List<String> links(Place place, Evidence evidence) throws MalformedInput {
    List<String> all = new ArrayList<>();
    for (X509Certificate c : certificates(place, evidence)) {
      all.addAll(CertificateLinks.lists(c));
      if (place.issuers.isPresent()) {
        all.addAll(CertificateLinks.issuers(c));
      }
    }
    return all.stream().filter(l -> HOSTS.matcher(URI.create(l).getHost()).matches()).toList();
  }

  private void add(String role, Bytes bytes, String from) {
    items.add(new Collateral.Item(role, bytes, from));
  }

  private Optional<Bytes> get(String link, Wanted.Kind kind) throws InterruptedException {
    URI url = URI.create(link);
    if (!seen.add(link) || url.getHost() == null) {
      return Optional.empty();
    }
    if (!hosts.matcher(url.getHost()).matches()) {
      down.accept(url.getHost() + " is not asked: it is none of those who issue such certificates");
      return Optional.empty();
    }
    try {
      return Optional.of(source.get(Wanted.of(link, kind)).body());
    } catch (CollateralSource.Down e) {
      down.accept(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static List<X509Certificate> certificates(Place place, Evidence evidence)
      throws MalformedInput {
    Bytes part = evidence.part(place.part).orElse(Bytes.EMPTY);
    List<X509Certificate> found = new ArrayList<>();
    switch (place) {
      case IDENTITY -> {
        for (JsonNode key : Json.readObject("identity", part)) {
          String pem = key.path("ekCert").asText();
          if (!pem.isEmpty()) {
            found.addAll(Pem.certificates("ekCert", Bytes.utf8(pem)));
          }
        }
      }
      case TOKEN -> {
        String head = part.latin1().split("\\.", 2)[0];
        JsonNode x5c = Json.readObject("header", Base64s.decodeUrl("header", head)).path("x5c");
        for (JsonNode c : x5c) {
          found.add(Crypto.certificate("x5c", Base64s.decode("x5c", c.asText())));
        }
      }
      case AK_CHAIN -> found.addAll(Pem.certificates("ak_chain", part));
    }
    return found;
  }

  private static X509Certificate certificate(Bytes derOrPem) throws MalformedInput {
    return derOrPem.hex().startsWith("30")
        ? Crypto.certificate("issuer", derOrPem)
        : Pem.certificates("issuer", derOrPem).getFirst();
  }

  private static Bytes pem(X509Certificate c) throws MalformedInput {
    try {
      String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(c.getEncoded());
      return Bytes.utf8("-----BEGIN CERTIFICATE-----\n" + lines + "\n-----END CERTIFICATE-----\n");
    } catch (CertificateEncodingException e) {
      throw new MalformedInput("issuer", 0, "not a certificate");
    }
  }
}

package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.codec.Bytes;
import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.trust.Collateral;
import java.math.BigInteger;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.ReasonFlags;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Genuine, fresh lists of the right CA that name nobody, because they could not name the one who is
 * revoked: whoever hands in collateral picks such a one in the place of the whole list (RFC 5280
 * sections 5.2.4, 5.2.5, 5.3.3, 6.3.3 (b)).
 */
final class LimitedListTest {

  private static final String POINT = "issuingDistributionPoint";

  /** One kind of list: how it is limited, and the word that its finding says. */
  record Limit(String name, String word, Writer writer) {

    interface Writer {
      void write(X509v2CRLBuilder list) throws Exception;
    }

    X509v2CRLBuilder on(X509v2CRLBuilder list) {
      try {
        writer.write(list);
        return list;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Limit> limits() {
    DistributionPointName elsewhere =
        new DistributionPointName(
            new GeneralNames(
                new GeneralName(
                    GeneralName.uniformResourceIdentifier, "http://lab.example/part-7.crl")));
    ReasonFlags some = new ReasonFlags(ReasonFlags.keyCompromise);
    return Stream.of(
        point("users only", new IssuingDistributionPoint(null, true, false, null, false, false)),
        point("CAs only", new IssuingDistributionPoint(null, false, true, null, false, false)),
        point("some reasons", new IssuingDistributionPoint(null, false, false, some, false, false)),
        point("indirect", new IssuingDistributionPoint(null, false, false, null, true, false)),
        point("attributes", new IssuingDistributionPoint(null, false, false, null, false, true)),
        point(
            "another point",
            new IssuingDistributionPoint(elsewhere, false, false, null, false, false)),
        new Limit(
            "a point that is not critical",
            POINT,
            b ->
                b.addExtension(
                    Extension.issuingDistributionPoint,
                    false,
                    new IssuingDistributionPoint(elsewhere, false, false, null, false, false))),
        new Limit(
            "delta",
            "delta",
            b -> b.addExtension(Extension.deltaCRLIndicator, true, new ASN1Integer(1))),
        new Limit(
            "delta that is not critical",
            "delta",
            b -> b.addExtension(Extension.deltaCRLIndicator, false, new ASN1Integer(1))),
        // The entry after this one speaks of the other issuer too, though nothing in it says so.
        entry("an entry of another issuer", "another issuer", Extension.certificateIssuer, other()),
        entry(
            "an entry with an unknown critical extension",
            "critical",
            new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.1"),
            DERNull.INSTANCE));
  }

  private static ASN1Encodable other() {
    return new GeneralNames(new GeneralName(new X500Name("CN=another CA")));
  }

  private static Limit point(String name, IssuingDistributionPoint point) {
    return new Limit(
        name, POINT, b -> b.addExtension(Extension.issuingDistributionPoint, true, point));
  }

  private static Limit entry(
      String name, String word, ASN1ObjectIdentifier oid, ASN1Encodable value) {
    return new Limit(
        name,
        word,
        b -> {
          ExtensionsGenerator g = new ExtensionsGenerator();
          g.addExtension(oid, true, value);
          Extensions of = g.generate();
          b.addCRLEntry(BigInteger.TWO, Date.from(CloudLab.NOW), of);
          b.addCRLEntry(BigInteger.TEN, Date.from(CloudLab.NOW), CRLReason.keyCompromise);
        });
  }

  private static Bytes list(LabIdentity ca, Limit limit) {
    return LabCrl.signed(
        limit.on(
            LabCrl.begun(ca, CloudLab.NOW.minus(SignedBy.DAY), CloudLab.NOW.plus(SignedBy.DAY))),
        ca);
  }

  private static void refusedBy(Verification v, String check, Limit limit) {
    assertThat(DcapLab.failed(v)).containsExactly(check);
    assertThat(v.first(Outcome.FAILED).orElseThrow().detail()).contains(limit.word());
    assertThat(v.verdict()).isEqualTo(Verdict.REFUTED);
  }

  /** Tokens, attested documents and endorsements. */
  @ParameterizedTest
  @MethodSource("limits")
  void aLimitedListOfASignersCaIsNamedAndCoversNobody(Limit limit) {
    SignedBy.all()
        .forEach(
            s -> {
              LabCase c =
                  s.judgedByAlso(new Collateral.Item(s.role(), list(s.issuer(), limit), "lab"));
              refusedBy(c.verify(), "certificate.crl", limit);
              assertThat(c.ids(Outcome.SKIPPED)).containsExactly("certificate.revocation");
            });
  }

  @ParameterizedTest
  @MethodSource("limits")
  void aLimitedListOfIntelsIsNoWholeOne(Limit limit) {
    Bytes quote = DcapLab.TD.quote(DcapLab.NONCE);
    DcapAnswers honest = DcapLab.answers("TDX");
    Bytes pck = list(DcapLab.PKI.platformCa(), limit);
    Bytes root = list(DcapLab.PKI.root(), limit);
    refusedBy(
        DcapLab.tdx(quote, honest.withCrls(pck, honest.rootCaCrl())),
        "tdx.pck-crl-signature",
        limit);
    refusedBy(
        DcapLab.tdx(quote, honest.withCrls(honest.pckCrl(), root)),
        "tdx.root-crl-signature",
        limit);
  }

  @ParameterizedTest
  @MethodSource("limits")
  void aLimitedListOfAmdsIsNoWholeOne(Limit limit) {
    Bytes list =
        SnpLab.GENOA.signed(
            limit.on(
                SnpLab.GENOA.begunList(
                    SnpLab.NOW.minus(SignedBy.DAY), SnpLab.NOW.plus(SignedBy.DAY))));
    SnpGuest guest = CompositeLab.GCE_A;
    List<Collateral.Item> items =
        guest.collateral(SnpLab.NOW).items().stream()
            .map(i -> i.role().equals("crl") ? new Collateral.Item("crl", list, "lab") : i)
            .toList();
    refusedBy(
        SnpLab.verify(guest, SnpLab.input(new Collateral(items))), "sev-snp.crl-signature", limit);
  }
}

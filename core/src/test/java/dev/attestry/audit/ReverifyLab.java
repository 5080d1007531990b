package dev.attestry.audit;

import dev.attestry.Vectors;
import dev.attestry.appraisal.AppraisalContext;
import dev.attestry.appraisal.AppraisalResults;
import dev.attestry.appraisal.Appraiser;
import dev.attestry.appraisal.GraceList;
import dev.attestry.appraisal.Policy;
import dev.attestry.bucket.MemoryBucket;
import dev.attestry.chain.EvidenceReference;
import dev.attestry.chain.FindingCounts;
import dev.attestry.chain.Id;
import dev.attestry.chain.Pack;
import dev.attestry.chain.PackItem;
import dev.attestry.chain.PolicyContent;
import dev.attestry.chain.ResultContent;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Challenge;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Profile;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.result.AttestationResult.VerifierId;
import dev.attestry.result.EarCodec;
import dev.attestry.scheme.Schemes;
import dev.attestry.sweep.Archive;
import dev.attestry.trust.AnchorSet;
import dev.attestry.trust.Collateral;
import dev.attestry.trust.TrustAnchors;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A log with a policy and anchors that are real, to archive real evidence in. */
final class ReverifyLab {

  static final String COMPONENT = "aws/enclave";
  private static final Scheme NITRO = Schemes.named("nitro").orElseThrow();
  private static final Instant THEN = Instant.parse("2026-11-24T12:00:00Z");
  private static final VerifierId US = new VerifierId("https://attestry.dev", "test");

  final AuditLab lab;
  private final Policy policy;

  ReverifyLab(MemoryBucket bucket) throws Exception {
    lab = new AuditLab(bucket);
    policy =
        Policy.parse(Bytes.utf8("{\"v\":\"" + Policy.FORMAT + "\",\"name\":\"p\",\"version\":1}"));
    Bytes anchors = AnchorSet.encode(TrustAnchors.builtIn());
    lab.append(
        lab.aws,
        List.of(
            lab.activation(PolicyContent.ObjectType.POLICY, "p", policy.canonicalBytes(), 1),
            lab.activation(PolicyContent.ObjectType.ANCHORS, "a", anchors, 1)));
  }

  static Evidence document() {
    Bytes bytes =
        Vectors.cases("nitro").stream()
            .filter(c -> Vectors.json(c).path("expect").asText().equals("valid"))
            .map(c -> Vectors.part(c, "document"))
            .findFirst()
            .orElseThrow();
    return Evidence.of(NITRO.mediaType(), Map.of("document", bytes));
  }

  Verification verify(Evidence e, Challenge c) {
    return NITRO.verify(
        e,
        new VerificationInput(
            Profile.FULL,
            Optional.of(THEN),
            NITRO.recipe().slots(c),
            Collateral.NONE,
            TrustAnchors.builtIn(),
            Json.object(),
            Crypto.fastest()));
  }

  Bytes ear(Verification v) {
    AppraisalContext context = AppraisalContext.of(COMPONENT, "", THEN, THEN);
    return EarCodec.encode(
        AppraisalResults.of(
            COMPONENT, v, Appraiser.appraise(v, policy, GraceList.NONE, context), THEN, US));
  }

  /** Appends a result over this evidence, with claims and findings that may be another's. */
  void append(Challenge c, Evidence e, Bytes ear, Bytes findings) throws Exception {
    List<PackItem> items = new ArrayList<>();
    e.parts().forEach((role, b) -> items.add(item("evidence/" + role, e.mediaType(), b)));
    items.add(item("findings", Archive.FINDINGS, findings));
    Bytes pack = new Pack(items).encodeClear();
    String name = lab.chain.store(lab.chain.layout().evidence(Pack.hash(pack)), pack, "00000000");
    ResultContent r =
        new ResultContent(
            Optional.empty(),
            List.of(),
            Optional.of(lab.chain.view().reference(c.salt(), NITRO.recipe())),
            items.stream()
                .map(i -> new EvidenceReference(name, i.name(), i.mediaType(), i.digest()))
                .toList(),
            Optional.empty(),
            THEN,
            THEN,
            policy.id(),
            AnchorSet.id(TrustAnchors.builtIn()),
            ear,
            new FindingCounts(1, 1, 0, 0, List.of(), HashAlgorithm.SHA256.digest(findings)),
            List.of("deny"));
    lab.append(lab.aws, new Id(COMPONENT, "s1", 1), r);
  }

  private static PackItem item(String name, String mediaType, Bytes content) {
    return new PackItem(COMPONENT + "/" + name, mediaType, Bytes.zeros(16), content);
  }
}

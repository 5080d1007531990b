package dev.attestry.chain;

import dev.attestry.bucket.Bucket;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.HashAlgorithm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** A small log for tests: one owner, commit keys of two clouds, a policy key. */
final class ChainLab {

  static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  static final String NI = "ni:///sha-384;" + "A".repeat(64);
  static final List<Kind> ALL_KINDS = List.of(Kind.values());

  final NoteSigner owner = signer("owner");
  final NoteSigner aws = signer("aws-commit");
  final NoteSigner azure = signer("azure-commit");
  final NoteSigner policy = signer("policy");
  final KeyDocument first = document(0, Bytes.zeros(32), List.of(aws(aws), azure(azure)));
  final Genesis.Signed genesis = genesis(first);
  final KeyDocument.Signed documentZero = sign(genesis.firstDocument());

  static NoteSigner signer(String name) {
    return SeededSigner.note(name);
  }

  KeyDocument.Key aws(NoteSigner signer) {
    return commitKey(signer, "aws", List.of("aws/", "@"));
  }

  KeyDocument.Key azure(NoteSigner signer) {
    return commitKey(signer, "azure", List.of("azure/", "@log"));
  }

  static KeyDocument.Key commitKey(NoteSigner s, String cloud, List<String> components) {
    return new KeyDocument.Key(s.key(), cloud, KeyDocument.Role.COMMIT, components, ALL_KINDS);
  }

  KeyDocument document(long n, Bytes previous, List<KeyDocument.Key> commitKeys) {
    List<KeyDocument.Key> keys = new java.util.ArrayList<>(commitKeys);
    keys.add(
        new KeyDocument.Key(policy.key(), "aws", KeyDocument.Role.POLICY, List.of(), List.of()));
    return new KeyDocument(n, previous, keys, 1, false);
  }

  Genesis.Signed genesis(KeyDocument document) {
    try {
      return new Genesis(
              "lab.example/2026",
              "2026",
              true,
              List.of(owner.key()),
              1,
              Genesis.CHALLENGE_SPAN,
              Instant.parse("2033-01-01T00:00:00Z"),
              document,
              Optional.empty())
          .sign(List.of(owner));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  KeyDocument.Signed sign(KeyDocument document) {
    try {
      return Genesis.sign(document, List.of(owner));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Trust trust() {
    return new Trust(Optional.of(genesis.hash()), Crypto.fastest(), Home.none());
  }

  Chain create(Bucket bucket) throws IOException {
    return Chain.create(bucket, genesis, documentZero, trust());
  }

  Chain open(Bucket bucket) throws IOException {
    try {
      return Chain.open(bucket, "2026", trust());
    } catch (dev.attestry.codec.MalformedInput e) {
      throw new IOException(e);
    }
  }

  static Appender.Settings settings(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    return new Appender.Settings(random, () -> NOW, time -> {}, 20);
  }

  /** A result whose evidence is told apart by a text. */
  static ResultContent result(String evidence) {
    Bytes digest = HashAlgorithm.SHA256.digest(Bytes.utf8(evidence));
    return new ResultContent(
        Optional.of("i-0123"),
        List.of(),
        Optional.empty(),
        List.of(
            new EvidenceReference(
                "ev/" + digest.hex(), "quote", "application/octet-stream", digest)),
        Optional.of(NOW),
        NOW,
        NOW,
        NI,
        NI,
        Bytes.utf8("{\"ear.status\":2}"),
        new FindingCounts(5, 0, 1, 0, List.of("evidence.nonce"), digest),
        List.of("allow"));
  }

  static Draft draft(String component, String operation, long since, String evidence) {
    return Draft.of(new Id(component, operation, 1), since, result(evidence));
  }
}

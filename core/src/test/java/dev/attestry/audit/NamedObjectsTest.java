package dev.attestry.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.bucket.MemoryBucket;
import dev.attestry.bucket.ObjectName;
import dev.attestry.chain.AuditContent;
import dev.attestry.chain.Head;
import dev.attestry.chain.Id;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What lies among the packs and is none, and what only looks so. */
final class NamedObjectsTest {

  private static final Bytes REPORT = Bytes.utf8("{\"conclusion\":\"clean\"}");
  private static final Bytes KEY = Bytes.utf8("a wrapped key");

  private final MemoryBucket bucket = new MemoryBucket();
  private final AuditLab lab;

  NamedObjectsTest() throws IOException {
    this.lab = AuditLab.smallLog(bucket);
  }

  private static Bytes hash(Bytes object) {
    return HashAlgorithm.SHA256.digest(object);
  }

  private ObjectName name(Bytes object) {
    return lab.chain.layout().evidence(hash(object));
  }

  private void audited() throws IOException {
    Head h = lab.chain.view().head().orElseThrow();
    lab.append(
        lab.azure,
        new Id("@log", "audit:1", 1),
        new AuditContent(h.commit(), h.size(), h.root(), "clean", hash(REPORT), lab.now()));
  }

  private void sealed(String keyId) throws IOException {
    lab.append(lab.aws, new Id("aws/a", "y1", 1), lab.sealed(lab.challenge("aws/a"), keyId));
  }

  private List<ObjectName> orphans() {
    AuditReport r = Audit.run(bucket, AuditLab.SHARD, lab.settings());
    assertThat(r.first()).as("%s", r.findings()).isEmpty();
    return r.findings().stream()
        .filter(f -> f.check() == AuditCheck.ORPHAN)
        .map(AuditFinding::object)
        .flatMap(Optional::stream)
        .toList();
  }

  @Test
  void theReportThatAnAuditNamesIsNoOrphan() throws IOException {
    bucket.create(name(REPORT), REPORT);
    assertThat(orphans()).containsExactly(name(REPORT));
    audited();
    assertThat(orphans()).isEmpty();
  }

  @Test
  void theWrappedKeyThatAPackNamesIsNoOrphan() throws IOException {
    bucket.create(name(KEY), KEY);
    assertThat(orphans()).containsExactly(name(KEY));
    sealed("kms:" + hash(KEY).hex());
    assertThat(orphans()).isEmpty();
  }

  @Test
  void aKeyIdThatNamesNoObjectMakesNoneKnown() throws IOException {
    bucket.create(name(KEY), KEY);
    sealed("2026/" + hash(KEY).hex());
    assertThat(orphans()).containsExactly(name(KEY));
  }

  @Test
  void anObjectThatNothingNamesIsStillNamed() throws IOException {
    audited();
    sealed("kms:" + hash(KEY).hex());
    ObjectName report = name(Bytes.utf8("the report of an audit that was never written down"));
    ObjectName crash = lab.chain.layout().evidence(Bytes.zeros(32));
    bucket.create(report, Bytes.utf8("the report of an audit that was never written down"));
    bucket.create(crash, Bytes.utf8("left by a crash"));
    assertThat(orphans()).containsExactlyInAnyOrder(report, crash);
  }

  /** Who may create could else hide anything at a name that the log knows, or beside it. */
  @Test
  void otherBytesAtAKnownNameAreNamedAndSoIsACopyBesideIt() throws IOException {
    audited();
    bucket.create(name(REPORT), Bytes.utf8("planted first"));
    ObjectName other = ObjectName.of(name(REPORT) + "~00000000");
    bucket.create(other, REPORT);
    assertThat(orphans()).containsExactly(name(REPORT));
    ObjectName copy = ObjectName.of(name(REPORT) + "~00000001");
    bucket.create(copy, REPORT);
    assertThat(orphans()).containsExactly(name(REPORT), copy);
  }
}

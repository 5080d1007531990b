package dev.attestry.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.appraisal.Policy;
import dev.attestry.bucket.MemoryBucket;
import dev.attestry.bucket.ObjectName;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.sweep.Activation;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Somebody with write access, and no key, takes the name of a policy before it is stored. */
final class PlantedPolicyTest {

  private final MemoryBucket bucket = new MemoryBucket();
  private final AuditLab lab;
  private final ObjectName plain;

  PlantedPolicyTest() throws IOException {
    lab = new AuditLab(bucket);
    plain = lab.chain.layout().policy(HashAlgorithm.SHA384.digest(AuditLab.POLICY));
  }

  private AuditReport audit() {
    return Audit.run(bucket, AuditLab.SHARD, lab.settings());
  }

  private static List<AuditCheck> checks(AuditReport r) {
    return r.findings().stream().map(AuditFinding::check).toList();
  }

  @Test
  void junkAtTheNameOfAPolicyIsANote() throws IOException {
    bucket.create(plain, Bytes.utf8("planted"));
    lab.activate(1);
    AuditReport r = audit();
    assertThat(r.conclusion()).isEqualTo(AuditReport.Conclusion.CLEAN);
    assertThat(r.findings())
        .filteredOn(f -> f.check() == AuditCheck.ORPHAN)
        .singleElement()
        .satisfies(f -> assertThat(f.object()).contains(plain));
  }

  @Test
  void otherJunkBesideItDoesNotStandForThePolicy() throws IOException {
    bucket.create(plain, Bytes.utf8("planted"));
    bucket.create(ObjectName.of(plain.value() + "~11111111"), Bytes.utf8("planted too"));
    lab.activate(1);
    assertThat(audit().conclusion()).isEqualTo(AuditReport.Conclusion.CLEAN);
    bucket.remove(ObjectName.of(plain.value() + "~00000000"));
    assertThat(checks(audit())).contains(AuditCheck.POLICY_OBJECT);
  }

  @Test
  void aPolicyThatIsMovedAwayIsMissed() throws IOException {
    lab.activate(1);
    bucket.remove(plain);
    bucket.create(ObjectName.of(plain.value() + "~00000000"), AuditLab.POLICY);
    assertThat(checks(audit())).contains(AuditCheck.POLICY_OBJECT);
  }

  @Test
  void anActivationThatFoundItsNameTakenSaysSo() throws Exception {
    Policy p =
        Policy.parse(Bytes.utf8("{\"v\":\"attestry/policy/v1\",\"name\":\"q\",\"version\":1}"));
    ObjectName taken = lab.chain.layout().policy(HashAlgorithm.SHA384.digest(p.canonicalBytes()));
    bucket.create(taken, Bytes.utf8("planted"));
    Activation a = new Activation(lab.chain, lab.policy, new SplittableRandom(3)).policy(p);
    assertThat(a.alarms()).singleElement().asString().contains(taken.value());
    lab.append(lab.aws, a.drafts());
    assertThat(audit().conclusion()).isEqualTo(AuditReport.Conclusion.CLEAN);
  }
}

package dev.attestry.bench;

import dev.attestry.appraisal.Appraisal;
import dev.attestry.appraisal.AppraisalContext;
import dev.attestry.appraisal.Appraiser;
import dev.attestry.appraisal.Decision;
import dev.attestry.appraisal.GraceList;
import dev.attestry.appraisal.Policy;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.lab.AzureInstance;
import dev.attestry.lab.Ec2Instance;
import dev.attestry.lab.LabPki;
import dev.attestry.lab.LabPosture;
import dev.attestry.lab.ShieldedVm;
import java.util.List;
import java.util.function.Supplier;

/** What providers say of instances and resources without a measurement behind it. */
final class AssertionWorkloads {

  private static final int DIFFERENT = 200;

  private static final String POLICY =
      """
      {"v": "attestry/policy/v1", "name": "posture", "version": 1, "flow": {
        "accept_warnings": ["provider-asserted", "class-ceiling"],
        "evidence": {"posture": {"resource.id": "aws/bucket",
          "encryption.at_rest": true, "encryption.key": "customer", "deny_unencrypted": true,
          "network.public_access": false, "network.tls_only": true, "retention.locked": true}}}}
      """;

  private static final LabPki LAB = LabPki.named("bench");

  private AssertionWorkloads() {}

  static List<Supplier<Workload>> all(int certificates) {
    return List.of(
        () ->
            Workloads.plain(
                "AWS identity document, certificate pinned", "aws-iid", ec2(), 0, "rsa2048"),
        () ->
            Workloads.plain(
                "Azure attested document, certificates kept",
                "azure-imds-attested",
                Workloads.samples(DIFFERENT, i -> attested(0, i)),
                Workloads.FEW,
                "rsa2048"),
        () ->
            Workloads.plain(
                "Azure attested document, new signer and CA",
                "azure-imds-attested",
                Workloads.samples(certificates / 2, i -> attested(i, i)),
                0,
                "rsa2048"),
        AssertionWorkloads::log,
        AssertionWorkloads::posture);
  }

  private static List<Workload.Sample> ec2() {
    return Workloads.samples(
        DIFFERENT,
        i -> {
          Ec2Instance instance = Ec2Instance.of(LAB, String.format("i-%017x", i), "lab-west-1");
          return new Workload.Sample(instance.evidence(), Workloads.input(instance.anchor()));
        });
  }

  /** Certificates follow from their dates, so those of another second are new. */
  private static Workload.Sample attested(int second, int i) {
    AzureInstance instance = AzureInstance.of(LAB, "vm", Workloads.NOW.plusSeconds(second));
    String nonce = String.format("%010d", i);
    return new Workload.Sample(
        instance.evidence(nonce, Workloads.NOW),
        Workloads.input(instance.anchor())
            .withExpectedNonce(Bytes.utf8(nonce))
            .withCollateral(instance.collateral()));
  }

  /** Nothing signs it, so it stays open; that is what is measured. */
  private static Workload log() {
    ShieldedVm vm = ShieldedVm.of(LAB, 1, Workloads.NOW);
    return new Workload(
        "Shielded VM log entry (no signature)",
        Workloads.scheme("shielded-vm-log"),
        Workloads.samples(
            DIFFERENT, i -> new Workload.Sample(vm.log(List.of()), Workloads.input())),
        0,
        "ecdsap256",
        Workload.NO_GOAL,
        "",
        v -> Workload.require(v, Verdict.INCONCLUSIVE));
  }

  private static Workload posture() {
    Policy policy = policy();
    AppraisalContext context =
        AppraisalContext.of("aws/bucket", "bucket", Workloads.NOW, Workloads.NOW);
    return new Workload(
        "posture, verified and appraised (no signature)",
        Workloads.scheme("posture"),
        Workloads.samples(DIFFERENT, AssertionWorkloads::snapshot),
        0,
        "ecdsap256",
        Workload.NO_GOAL,
        "",
        v -> {
          Workload.require(v, Verdict.VERIFIED);
          appraise(v, policy, context);
        });
  }

  private static void appraise(Verification v, Policy policy, AppraisalContext context) {
    Appraisal a = Appraiser.appraise(v, policy, GraceList.NONE, context);
    if (a.decision() == Decision.DENY) {
      throw new IllegalStateException("a good posture is denied: " + a.reason() + a.findings());
    }
  }

  private static Workload.Sample snapshot(int i) {
    Bytes challenge = Bytes.utf8(Workloads.nonce(i, HashAlgorithm.SHA256).hex());
    return new Workload.Sample(
        LabPosture.of("aws/bucket", "bucket").evidence(challenge, Workloads.NOW),
        Workloads.input().withExpectedNonce(challenge));
  }

  private static Policy policy() {
    try {
      return Policy.parse(Bytes.utf8(POLICY));
    } catch (Exception e) {
      throw new IllegalStateException("the policy of the bench", e);
    }
  }
}

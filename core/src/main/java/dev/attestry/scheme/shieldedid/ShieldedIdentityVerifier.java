package dev.attestry.scheme.shieldedid;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Claims;
import dev.attestry.evidence.CommonCheck;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Findings;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** Verifies one identity. Used once. */
final class ShieldedIdentityVerifier {

  /** Positions of the key usage bits, RFC 5280 section 4.2.1.3. */
  private static final int DIGITAL_SIGNATURE = 0;

  private static final int KEY_ENCIPHERMENT = 2;
  private static final int KEY_AGREEMENT = 4;

  private final VerificationInput input;
  private final Findings findings;
  private boolean unrevocable = false;

  ShieldedIdentityVerifier(ShieldedVmIdentity scheme, VerificationInput input) {
    this.input = input;
    this.findings = Findings.of(scheme, input.profile());
  }

  Verification verify(Evidence evidence) {
    return findings.ofPart(evidence, "identity", this::judge);
  }

  private Verification judge(Bytes bytes) throws MalformedInput {
    ShieldedIdentity identity = ShieldedIdentity.parse(bytes);
    findings.pass(CommonCheck.MALFORMED, identity.keys().size() + " keys of a vTPM");
    List<ShieldedIdentity.Key> certified =
        identity.keys().stream().filter(k -> k.ekCert().isPresent()).toList();
    boolean rooted = certified.size() == identity.keys().size() && paths(certified);
    if (certified.size() < identity.keys().size()) {
      findings.skip(
          CommonCheck.TRUSTED_ROOT,
          "public keys without certificates: the API's word, which cannot be shown again");
    }
    binding(identity);
    usage(certified);
    Optional<GceInstance> instance = instance(certified);
    nonce();
    return findings.conclude(claims(identity, instance, rooted && !findings.anyFailed()));
  }

  private boolean paths(List<ShieldedIdentity.Key> certified) {
    try {
      KeyPaths paths = new KeyPaths(findings, input);
      boolean judged = paths.judge(certified);
      unrevocable = paths.unrevocable();
      return judged;
    } catch (MalformedInput e) {
      findings.malformed(CommonCheck.CERTIFICATE_MALFORMED, e);
      return false;
    }
  }

  private void binding(ShieldedIdentity identity) {
    List<String> apart =
        identity.keys().stream()
            .filter(k -> k.ekPub().filter(p -> !p.equals(k.key())).isPresent())
            .map(k -> k.slot().field())
            .toList();
    findings.require(
        ShieldedIdentityCheck.KEY_BINDING,
        apart.isEmpty(),
        "public keys are those of the certificates",
        "ekPub is not the key of ekCert: " + String.join(", ", apart));
  }

  private void usage(List<ShieldedIdentity.Key> certified) {
    List<String> wrong =
        certified.stream().filter(k -> !fits(k)).map(k -> k.slot().field()).toList();
    findings.require(
        ShieldedIdentityCheck.KEY_USAGE,
        wrong.isEmpty(),
        "signing keys sign, encryption keys do not",
        "the certificate is for another use: " + String.join(", ", wrong));
  }

  private static boolean fits(ShieldedIdentity.Key k) {
    // A certificate without the extension is not restricted.
    return k.ekCert().map(X509Certificate::getKeyUsage).map(u -> fits(k.slot(), u)).orElse(true);
  }

  private static boolean fits(ShieldedIdentity.Slot slot, boolean[] usage) {
    return slot.signs()
        ? usage[DIGITAL_SIGNATURE]
        : !usage[DIGITAL_SIGNATURE] && (usage[KEY_ENCIPHERMENT] || usage[KEY_AGREEMENT]);
  }

  private Optional<GceInstance> instance(List<ShieldedIdentity.Key> certified) {
    KeyInstances instances = new KeyInstances(certified);
    if (instances.named().isEmpty()) {
      findings.notApplicable(ShieldedIdentityCheck.INSTANCE, instances.whyNone());
      return Optional.empty();
    }
    GceInstance first = instances.named().get(0);
    findings.require(
        ShieldedIdentityCheck.INSTANCE,
        instances.agree(),
        "all name instance " + first.instanceId(),
        instances::disagreement);
    return Optional.of(first);
  }

  private void nonce() {
    if (input.expectedNonce().isEmpty()) {
      findings.notApplicable(CommonCheck.NONCE, "an identity answers no challenge");
    } else {
      findings.fail(CommonCheck.NONCE, "an identity cannot answer a challenge");
    }
  }

  private Claims claims(
      ShieldedIdentity identity, Optional<GceInstance> instance, boolean vouched) {
    return Claims.of(
        o -> {
          ObjectNode to = vouched ? o : o.putObject("unverified");
          instance.ifPresent(
              i ->
                  to.putObject("instance")
                      .put("zone", i.zone())
                      .put("project_number", i.projectNumber())
                      .put("project_id", i.projectId())
                      .put("instance_id", i.instanceId())
                      .put("instance_name", i.instanceName()));
          for (ShieldedIdentity.Key k : identity.keys()) {
            Bytes spki = Bytes.of(k.key().getEncoded());
            to.putObject(k.slot().claim())
                .put("key_sha256", HashAlgorithm.SHA256.digest(spki).hex())
                .put("public_key", spki.hex());
          }
          to.put("unrevocable", unrevocable);
        });
  }
}

package dev.attestry.azure.evidence;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Slots;
import dev.attestry.lab.AzureCvm;
import dev.attestry.lab.AzureVm;
import dev.attestry.lab.standin.Printed;
import dev.attestry.scheme.Schemes;
import dev.attestry.sweep.Target;
import dev.attestry.trust.Collateral;
import dev.attestry.trust.TrustAnchors;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Confidential VMs that answer the guest script, and what they are judged by. */
final class CvmLab {

  static final AzureCvm VM = machine("vm");
  static final AzureCvm OTHER = machine("other");

  private static final Pattern MACHINE =
      Pattern.compile(
          "exec attestry-evidence azure-hcl ([0-9a-f]{64}) --part ([0-9]+) --limit 4000");
  private static final Pattern TOKEN =
      Pattern.compile(
          "exec attestry-evidence maa-jwt ([0-9a-f]{64}) --provider "
              + Pattern.quote(MaaLab.SERVICE.issuer())
              + " --part ([0-9]+) --limit 4000");

  /** Of a part; Azure gives back 4,096 characters. */
  private static final int EACH = 2880;

  /** As the script keeps an answer: of each nonce one. */
  private static final Map<String, Evidence> KEPT = new ConcurrentHashMap<>();

  private CvmLab() {}

  private static AzureCvm machine(String name) {
    return AzureCvm.of(
        AzureVm.onSnp(MaaLab.SNP, AzureVm.vtpm(MaaLab.LAB, name, MaaLab.NOW, "quiet")),
        MaaLab.SERVICE);
  }

  /** What the script prints on a machine whose client gets the token of another, or its own. */
  static Printed run(String script, AzureCvm machine, AzureCvm verdict) {
    Matcher m = MACHINE.matcher(script);
    Matcher t = TOKEN.matcher(script);
    if (m.matches()) {
      Evidence e =
          KEPT.computeIfAbsent(
              m.group(1), n -> machine.evidence(slots(Bytes.ofHex(n), "0"), MaaLab.NOW));
      return printed(e, p -> !p.equals("token"), m.group(2));
    }
    if (t.matches()) {
      Evidence e = verdict.evidence(slots(Bytes.zeros(32), t.group(1)), MaaLab.NOW);
      return printed(e, "token"::equals, t.group(2));
    }
    return new Printed(2, "");
  }

  private static Slots slots(Bytes quote, String token) {
    return new Slots(new TreeMap<>(Map.of("quote", quote, "token", Bytes.utf8(token))));
  }

  private static Printed printed(Evidence e, Predicate<String> asked, String part) {
    Map<String, Bytes> parts = new TreeMap<>(e.parts());
    parts.keySet().removeIf(asked.negate());
    Evidence answer = Evidence.of("application/x-lab", parts);
    return Printed.part(answer, Collateral.NONE, Integer.parseInt(part), EACH);
  }

  static Target target(String issuer) {
    return new Target(
        "azure/c",
        RunCommandLab.MACHINE,
        Schemes.named("azure-cvm").orElseThrow(),
        Json.object().put("expected_issuer", issuer),
        Optional.empty());
  }

  /** As the provider publishes them. */
  static Collateral keys() {
    return new Collateral(
        List.of(
            new Collateral.Item(
                "jwks", MaaLab.SERVICE.jwks(), MaaLab.SERVICE.issuer() + "/certs")));
  }

  static TrustAnchors anchors() {
    return TrustAnchors.of(
        List.of(MaaLab.AMD.anchor(), MaaLab.INTEL.anchor(), MaaLab.SERVICE.issuerAnchor()));
  }
}

package dev.attestry.sweep;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.attestry.chain.EvidenceReference;
import dev.attestry.chain.FindingCounts;
import dev.attestry.chain.ObjectWriter;
import dev.attestry.chain.Pack;
import dev.attestry.chain.PackItem;
import dev.attestry.chain.PackSeal;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Jcs;
import dev.attestry.codec.Json;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Finding;
import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Verification;
import dev.attestry.trust.Collateral;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The evidence packs of a sweep, written before its commit: for each component the evidence as
 * received ({@code <component>/evidence/<role>}), the collateral used ({@code
 * <component>/collateral/<role>}) and all findings ({@code <component>/findings}).
 */
public final class Archive {

  /** Media type of an item with findings. */
  public static final String FINDINGS = "application/vnd.attestry.findings+json";

  /** Parts of item names after the component's. */
  public static final String EVIDENCE = "evidence/";

  public static final String COLLATERAL = "collateral/";

  /** What the relying party said about the evidence, if anything: needed to verify it again. */
  public static final String STATED = "stated";

  private static final String OCTETS = "application/octet-stream";

  private final ObjectWriter objects;
  private final PackSeal seal;
  private final RandomGenerator random;

  Archive(ObjectWriter objects, PackSeal seal, RandomGenerator random) {
    this.objects = objects;
    this.seal = seal;
    this.random = random;
  }

  /** Writes the packs. What entries must say to refer to them, by component that answered. */
  Map<String, List<EvidenceReference>> write(List<Checked> all) throws IOException {
    List<Checked.Judged> checked =
        all.stream()
            .filter(Checked.Judged.class::isInstance)
            .map(Checked.Judged.class::cast)
            .toList();
    Map<String, List<EvidenceReference>> references = new HashMap<>();
    Map<String, List<PackItem>> waiting = new HashMap<>();
    int length = 0;
    int count = 0;
    for (Checked.Judged c : checked) {
      List<PackItem> items = items(c);
      int more = items.stream().mapToInt(i -> i.content().length() + 512).sum();
      if (length + more > Pack.MAX_LENGTH || count + items.size() > Pack.MAX_ITEMS) {
        references.putAll(store(waiting));
        waiting.clear();
        length = 0;
        count = 0;
      }
      waiting.put(c.component(), items);
      length += more;
      count += items.size();
    }
    references.putAll(store(waiting));
    return references;
  }

  /** All findings in JCS form: what the digest in an entry is of. */
  public static Bytes findings(Verification v) {
    ArrayNode all = Json.object().putArray("findings");
    for (Finding f : v.findings()) {
      all.addObject()
          .put("check", f.check().id())
          .put("outcome", f.outcome().label())
          .put("detail", f.detail());
    }
    return Jcs.encode(all);
  }

  /** The findings in short, for an entry. */
  static FindingCounts counts(Verification v) {
    return new FindingCounts(
        count(v, Outcome.PASSED),
        count(v, Outcome.FAILED),
        count(v, Outcome.SKIPPED),
        count(v, Outcome.NOT_APPLICABLE),
        v.findings().stream()
            .filter(f -> f.outcome() == Outcome.FAILED || f.outcome() == Outcome.SKIPPED)
            .map(f -> f.check().id())
            .distinct()
            .toList(),
        HashAlgorithm.SHA256.digest(findings(v)));
  }

  private static long count(Verification v, Outcome outcome) {
    return v.findings().stream().filter(f -> f.outcome() == outcome).count();
  }

  private List<PackItem> items(Checked.Judged c) {
    String of = c.component() + "/";
    List<PackItem> items = new ArrayList<>();
    String mediaType = c.received().evidence().mediaType();
    c.received()
        .evidence()
        .parts()
        .forEach((role, bytes) -> items.add(item(of + EVIDENCE + role, mediaType, bytes)));
    Map<String, Integer> seen = new HashMap<>();
    for (Collateral.Item i : c.received().collateral().items()) {
      int n = seen.merge(i.role(), 1, Integer::sum);
      String name = of + COLLATERAL + i.role() + (n == 1 ? "" : "/" + n);
      items.add(item(name, OCTETS, i.bytes()));
    }
    if (!c.target().stated().isEmpty()) {
      items.add(item(of + STATED, "application/json", Jcs.encode(c.target().stated())));
    }
    items.add(item(of + "findings", FINDINGS, findings(c.verification())));
    return items;
  }

  private PackItem item(String name, String mediaType, Bytes content) {
    return new PackItem(name, mediaType, random(PackItem.SALT_LENGTH), content);
  }

  private Map<String, List<EvidenceReference>> store(Map<String, List<PackItem>> waiting)
      throws IOException {
    if (waiting.isEmpty()) {
      return Map.of();
    }
    Bytes object = seal.seal(new Pack(waiting.values().stream().flatMap(List::stream).toList()));
    String pack =
        objects.store(objects.layout().evidence(Pack.hash(object)), object, random(4).hex());
    Map<String, List<EvidenceReference>> references = new HashMap<>();
    waiting.forEach(
        (component, items) ->
            references.put(
                component,
                items.stream()
                    .map(i -> new EvidenceReference(pack, i.name(), i.mediaType(), i.digest()))
                    .toList()));
    return references;
  }

  private Bytes random(int length) {
    byte[] b = new byte[length];
    random.nextBytes(b);
    return Bytes.of(b);
  }
}

package dev.attestry.mutation;

import dev.attestry.cases.Case;
import dev.attestry.codec.Bytes;
import dev.attestry.evidence.Evidence;
import dev.attestry.trust.Collateral;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A part of a case's evidence, or a piece of its collateral.
 *
 * @param item which piece of collateral; negative for a part
 */
public record Given(Case of, String role, Bytes bytes, int item) {

  private static final int PART = -1;

  /** All that the verdict rests on; anchors are the relying party's own. */
  public static List<Given> all(Case c) {
    List<Given> out = new ArrayList<>();
    for (String role : c.scheme().evidenceRoles()) {
      c.evidence().part(role).ifPresent(b -> out.add(new Given(c, role, b, PART)));
    }
    List<Collateral.Item> used = c.verify().collateral();
    List<Collateral.Item> items = c.input().collateral().items();
    for (int i = 0; i < items.size(); i++) {
      boolean copy = items.indexOf(items.get(i)) < i;
      if (used.contains(items.get(i)) && !copy) {
        out.add(new Given(c, items.get(i).role(), items.get(i).bytes(), i));
      }
    }
    return out;
  }

  public boolean isCollateral() {
    return item != PART;
  }

  /** The case with other bytes in this place, and in that of each copy. */
  public Case with(Bytes changed) {
    if (isCollateral()) {
      List<Collateral.Item> items = new ArrayList<>(of.input().collateral().items());
      Collateral.Item before = items.get(item);
      Collateral.Item after = new Collateral.Item(role, changed, before.source());
      items.replaceAll(i -> i.equals(before) ? after : i);
      return new Case(of.scheme(), of.evidence(), of.input().withCollateral(new Collateral(items)));
    }
    Map<String, Bytes> parts = new LinkedHashMap<>(of.evidence().parts());
    parts.put(role, changed);
    return new Case(of.scheme(), Evidence.of(of.evidence().mediaType(), parts), of.input());
  }
}

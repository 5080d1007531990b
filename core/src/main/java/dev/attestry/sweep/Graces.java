package dev.attestry.sweep;

import dev.attestry.appraisal.Grace;
import dev.attestry.appraisal.GraceList;
import dev.attestry.appraisal.Policy;
import dev.attestry.chain.ChainView;
import dev.attestry.chain.GraceContent;
import dev.attestry.chain.Located;
import dev.attestry.result.Tier;
import java.util.ArrayList;
import java.util.List;

/** Reads from a log which grace windows are in force. */
public final class Graces {

  private Graces() {}

  /** All windows in force, open or not, with the old policies that can be read. */
  public static GraceList of(ChainView view, Documents documents) {
    List<Grace> windows = new ArrayList<>();
    for (Located l : view.graces().values()) {
      if (l.entry().content() instanceof GraceContent g) {
        windows.add(
            new Grace(
                g.grace(),
                g.oldPolicy(),
                g.newPolicy(),
                g.from(),
                g.until(),
                g.approvers(),
                Tier.WARNING,
                g.components()));
      }
    }
    return of(windows, documents);
  }

  /** These windows with the old policies that can be read. */
  static GraceList of(List<Grace> windows, Documents documents) {
    List<Policy> old = new ArrayList<>();
    windows.forEach(g -> documents.policy(g.oldPolicy()).ifPresent(old::add));
    return new GraceList(windows, old);
  }
}

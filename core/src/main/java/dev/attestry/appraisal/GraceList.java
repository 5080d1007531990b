package dev.attestry.appraisal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The grace windows in force, with the old policies they name.
 *
 * @param policies every policy that a window names as its old one; a window whose old policy is not
 *     here accepts nothing
 */
public record GraceList(List<Grace> windows, List<Policy> policies) {

  /** No grace. */
  public static final GraceList NONE = new GraceList(List.of(), List.of());

  public GraceList {
    windows = List.copyOf(windows);
    policies = List.copyOf(policies);
  }

  /** A window that is open, and the policy it falls back to. */
  record Open(Grace grace, Policy old) {}

  /** The windows open for a component under a policy at a time. */
  List<Open> open(String policyId, Optional<String> component, Instant time) {
    return windows.stream()
        .filter(g -> g.isOpen(time) && g.newPolicy().equals(policyId) && g.covers(component))
        .flatMap(g -> old(g).map(p -> new Open(g, p)).stream())
        .toList();
  }

  private Optional<Policy> old(Grace grace) {
    return policies.stream().filter(p -> p.id().equals(grace.oldPolicy())).findFirst();
  }
}

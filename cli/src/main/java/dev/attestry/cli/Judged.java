package dev.attestry.cli;

import dev.attestry.appraisal.Appraisal;
import dev.attestry.appraisal.AppraisalContext;
import dev.attestry.appraisal.Appraiser;
import dev.attestry.appraisal.GraceList;
import dev.attestry.appraisal.Policy;
import dev.attestry.cases.Case;
import dev.attestry.evidence.Verification;
import java.time.Instant;
import java.util.Optional;

/** A case, the answer to it, and what a policy makes of that where one was given. */
record Judged(Case one, Verification verification, Optional<Appraisal> appraisal) {

  static Judged of(Case one, Optional<Policy> policy, Instant now) {
    Verification v = one.verify();
    AppraisalContext context = AppraisalContext.at(one.input().time().orElse(now));
    return new Judged(one, v, policy.map(p -> Appraiser.appraise(v, p, GraceList.NONE, context)));
  }
}

package dev.attestry.appraisal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.evidence.Check;
import dev.attestry.evidence.Claims;
import dev.attestry.evidence.EvidenceClass;
import dev.attestry.evidence.Finding;
import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Profile;
import dev.attestry.evidence.Verification;
import java.util.List;
import java.util.Optional;

/** Verifications made by hand, for rules to be tried on, and policies in short. */
final class Genuine {

  static final String GOOD = "11".repeat(48);
  static final String OTHER = "22".repeat(48);

  private enum TestCheck implements Check {
    SIGNATURE;

    @Override
    public String id() {
      return "test.signature";
    }

    @Override
    public String clause() {
      return "test";
    }

    @Override
    public Need need() {
      return Need.GENUINENESS;
    }
  }

  private Genuine() {}

  static Verification of(String scheme, EvidenceClass c, String claims, Outcome signature) {
    return new Verification(
        scheme,
        Optional.empty(),
        Profile.FULL,
        c,
        Claims.of(o -> o.setAll(json(claims))),
        List.of(new Finding(TestCheck.SIGNATURE, signature, "by hand")),
        List.of());
  }

  /** A genuine SNP report with measurement {@link #GOOD}, SNP level 20 and microcode 200. */
  static Verification snp() {
    return of("sev-snp", EvidenceClass.H1, snpClaims(GOOD, false), Outcome.PASSED);
  }

  static Verification snp(String measurement, boolean debug) {
    return of("sev-snp", EvidenceClass.H1, snpClaims(measurement, debug), Outcome.PASSED);
  }

  static String snpClaims(String measurement, boolean debug) {
    return "{'measurement':'"
        + measurement
        + "','policy':{'debug':"
        + debug
        + ",'migrate_ma':false},'tcb':{'reported':{'snp':20,'microcode':200}},'vmpl':0}";
  }

  /** Rules that {@link #snp()} meets, as the text of an evidence object. */
  static String snpRules(String measurement) {
    return "{'sev-snp':{'measurement':'"
        + measurement
        + "','tcb.reported.snp':20,'tcb.reported.microcode':200}}";
  }

  static Policy policy(String sections) {
    try {
      return Policy.of(json("{'v':'attestry/policy/v1','name':'p','version':1," + sections + "}"));
    } catch (dev.attestry.codec.InvalidDocument e) {
      throw new IllegalArgumentException(String.valueOf(e.problems()), e);
    }
  }

  static ObjectNode json(String text) {
    try {
      return Json.readObject("test", Bytes.utf8(text.replace('\'', '"')));
    } catch (dev.attestry.codec.MalformedInput e) {
      throw new IllegalArgumentException(e);
    }
  }
}

package dev.attestry.mutation;

import dev.attestry.codec.MalformedInput;
import java.util.List;
import java.util.Set;

/**
 * The bytes that nothing covers, by format and part: the whole list. A change there may leave the
 * verdict, and what is claimed then is what was claimed before, or less of it.
 *
 * @param schemes where the rule holds; in all if there are none
 * @param roles of parts and collateral
 * @param share of one changed byte in each place that may live by it, at most
 * @param reason why nothing covers them
 */
record Uncovered(Set<String> schemes, Set<String> roles, double share, Where where, String reason) {

  /** Whether the rule is about this change, and what is said now is right. */
  interface Where {
    boolean holds(Mutant m) throws MalformedInput;
  }

  private static final Set<String> CHAINS =
      Set.of(
          "chain",
          "ak_chain",
          "ak_issuers",
          "ca_certificates",
          "intermediate",
          "pck_chain",
          "tcb_info_issuer_chain",
          "qe_identity_issuer_chain",
          "early_tcb_info_issuer_chain",
          "early_qe_identity_issuer_chain");

  static final List<Uncovered> RULES =
      List.of(
          in(CHAINS, 0.01, same(m -> PemText.idle(m.original(), m.at())))
              .because("white space in PEM and text between its blocks"),
          in(Set.of("ak_public"), 0.01, same(m -> PemText.idle(m.original(), m.at())))
              .because("the same, where it is given in PEM"),
          in(Set.of("ca_certificates", "ak_issuers", "intermediate"), 0.01, same(Parts::spare))
              .because("certificates of CAs that no path leads over"),
          in(Set.of("ak_chain", "ak_issuers"), 0.06, Registers::vouchedForByItsPin)
              .because("a chain to no anchor, where the key itself is pinned: claimed as that"),
          in(Set.of("quote"), 0.005, same(Quotes::sameButForPem))
              .because("white space in PEM and text between its blocks"),
          in(Set.of("quote"), 0.01, same(Quotes::isBehindTheEnd))
              .because("what a buffer holds behind a quote's own end"),
          in(
                  Set.of("tcb_info", "qe_identity", "early_tcb_info", "early_qe_identity"),
                  0.015,
                  same(Quotes::sameAnswer))
              .because("white space around Intel's answer, the case of its signature's digits"),
          in(Set.of("quote"), 0.03, same(Quotes::isOnlyAName))
              .because("certification data that only name the PCK, beside pck_chain"),
          in(Set.of("tcb_info", "qe_identity"), 0.01, m -> Quotes.isForAnother(m) && m.saysNoMore())
              .of("maa-jwt", "azure-hcl", "azure-cvm")
              .because(
                  "the TEE it is for: another part's then, and nothing is claimed of it;"
                      + " in full, inconclusive where the machine's own rests on it"),
          in(Set.of("pck_crl"), 0.3, m -> Quotes.isOfAnother(m) && m.saysNoMore())
              .of("maa-jwt", "azure-hcl", "azure-cvm")
              .because("the CA it is of, in the same way"),
          in(Set.of("jwks"), 0.005, m -> KeySets.sameKeysWithoutTheirQuote(m) && m.saysNoMore())
              .because(
                  "the name of the extension that holds the quote of a key's enclave: it is a"
                      + " key without one then"),
          in(Set.of("jwks"), 0.025, same(KeySets::sameKeys))
              .because(
                  "no more of a set is read than names and keys; of a key's certificate, no"
                      + " more than the quote of its enclave"),
          in(Set.of("hcl_report"), 0.001, same(m -> m.at() == 4))
              .of("azure-hcl", "azure-cvm")
              .because("version 1 or 2 of the header, which mean the same and nothing signs"),
          in(Set.of("hcl_report"), 0.36, same(Parts::tdReport))
              .of("azure-hcl", "azure-cvm")
              .because(
                  "a TDREPORT proves nothing off its machine: REPORTDATA and MRTD must be the"
                      + " quote's, and all claims are of the quote"),
          in(Set.of("hcl_report"), 1, same(m -> true))
              .of("tpm2-quote")
              .because("it is judged as azure-hcl, not with the quote"),
          in(Set.of("attest"), 0.65, same(Registers::sameQuote))
              .of("tcg-eventlog", "ima-log")
              .because("without its key, a quote only says which values were quoted together"),
          in(Set.of("pcrs"), 0.25, same(Registers::sameValues))
              .because("case of digits, white space, registers that nothing rests on"),
          in(Set.of("eventlog", "ccel"), 0.5, m -> LogBytes.unmeasured(m) && lines(m))
              .because(
                  "types, what is not extended or not replayed, text that is not what was"
                      + " measured (a label, by which a command line is left out)"),
          in(Set.of("eventlog", "ccel"), 0.05, m -> LogBytes.text(m) && event(m))
              .because(
                  "text that is no more what was measured: nothing is claimed of it, and an"
                      + " authority in PCR7 stands there by its event's digest"),
          in(Set.of("eventlog", "ccel"), 0.005, m -> LogBytes.typeOfTheOnlyEvent(m) && register(m))
              .because(
                  "the type of a register's only event: a log that knows nothing of a register"
                      + " is not held to it, and nothing is claimed of it"),
          in(Set.of("eventlog"), 1, same(m -> true))
              .of("ima-log")
              .because("it only gives boot_aggregate's registers in other banks, if it replays"),
          in(Set.of("ima_log"), 0.09, same(ListBytes::ofAViolation))
              .because("what a violation was about: ones were extended in its place"),
          in(Set.of("ak_tpm_public"), 0.07, same(Registers::sameKeyAndUse))
              .because(
                  "name algorithm, attributes that no rule reads, policy, the size of an RSA key,"
                      + " which its modulus tells"),
          in(
                  Set.of("pkcs7", "signature", "document", "attested", "tpm_quote"),
                  0.01,
                  same(Parts::space))
              .of("aws-iid", "azure-imds-attested", "azure-hcl")
              .because("white space around base64 and JSON"),
          in(Set.of("identity"), 0.01, same(Parts::spaceOfJsonOrPem))
              .because("white space of JSON, line feeds in PEM"),
          in(Set.of("identity"), 0.01, m -> Parts.spareKey(m) && m.saysNoMore())
              .because("names of members, by which a key is left out; never the key that signed"),
          in(Set.of("endorsement"), 0.01, same(Parts::unknownField))
              .of("gce-endorsement", "gce-tdx", "gce-sev-snp")
              .because("fields beside golden measurement and signature, which are not read"),
          in(Set.of("entry"), 0.07, same(m -> true))
              .of("gce-shielded-vm")
              .because("nothing signs a log entry: all of it stands under unverified"),
          in(Set.of("snapshot"), 0.04, Parts::freeText)
              .of("posture")
              .because(
                  "nothing signs a snapshot (A1): who writes it says what he likes, but for"
                      + " the challenge, its form and its time"));

  static boolean about(Mutant m) {
    return RULES.stream().anyMatch(r -> r.isFor(m.scheme(), m.given().role()) && r.holds(m));
  }

  static double share(String scheme, String role) {
    return RULES.stream().filter(r -> r.isFor(scheme, role)).mapToDouble(Uncovered::share).sum();
  }

  private boolean isFor(String scheme, String role) {
    return (schemes.isEmpty() || schemes.contains(scheme)) && roles.contains(role);
  }

  private boolean holds(Mutant m) {
    try {
      return where.holds(m);
    } catch (MalformedInput e) {
      return false;
    }
  }

  private static Uncovered in(Set<String> roles, double share, Where where) {
    return new Uncovered(Set.of(), roles, share, where, "");
  }

  private Uncovered of(String... names) {
    return new Uncovered(Set.of(names), roles, share, where, reason);
  }

  private Uncovered because(String why) {
    return new Uncovered(schemes, roles, share, where, why);
  }

  private static Where same(Where where) {
    return m -> where.holds(m) && m.saysTheSame();
  }

  private static boolean lines(Mutant m) {
    return BootSaid.WITHOUT_A_LINE.holds(m);
  }

  private static boolean register(Mutant m) {
    return BootSaid.WITHOUT_THE_REGISTER.holds(m);
  }

  private static boolean event(Mutant m) {
    return BootSaid.WITHOUT_THE_EVENT.holds(m);
  }
}

package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import java.util.List;
import java.util.Set;

/**
 * The bytes that nothing covers, by format and part: the whole list. A change there may leave the
 * verdict, and never adds a claim that the original does not make.
 *
 * @param of prefix of the case's name
 * @param share of the part's bytes that may be such, at most
 * @param reason why nothing covers them
 */
record Uncovered(String of, String role, double share, Where where, String reason) {

  /** Whether the rule is about this byte. */
  interface Where {
    boolean holds(Bytes part, int at);
  }

  static final List<Uncovered> RULES =
      List.of(
          new Uncovered(
              "azure-hcl tdx",
              "hcl_report",
              0.36,
              Uncovered::tdReport,
              "a TDREPORT proves nothing off its machine: REPORTDATA and MRTD must be the quote's,"
                  + " and all claims are of the quote"),
          new Uncovered(
              "azure-hcl",
              "hcl_report",
              0.001,
              (b, at) -> at == 4,
              "HCL version 1 or 2, which mean the same here; the header is signed by nothing"),
          new Uncovered(
              "azure-cvm", "hcl_report", 0.001, (b, at) -> at == 4, "as of azure-hcl on SEV-SNP"),
          new Uncovered(
              "azure-hcl tdx", "quote", 0.02, Uncovered::pem, "line feeds in and around PEM"),
          new Uncovered("tdx", "quote", 0.02, Uncovered::pem, "line feeds in and around PEM"),
          new Uncovered("sgx", "quote", 0.02, Uncovered::pem, "line feeds in and around PEM"),
          new Uncovered("gce-tdx", "quote", 0.02, Uncovered::pem, "line feeds in and around PEM"),
          new Uncovered(
              "aws-iid", "pkcs7", 0.02, (b, at) -> b.u8(at) == '\n', "line feeds in base64"),
          new Uncovered(
              "aws-iid", "signature", 0.02, (b, at) -> b.u8(at) == '\n', "line feeds in base64"),
          new Uncovered(
              "shielded-vm-identity",
              "identity",
              0.03,
              (b, at) -> identity(b, at) || JsonText.name(b, at, Set.of("eccP256SigningKey")),
              "JSON around the certificates: white space, names of members by which a key is left"
                  + " out, line feeds in and around PEM"),
          new Uncovered(
              "gce-shielded-vm",
              "identity",
              0.03,
              Uncovered::identity,
              "as of shielded-vm-identity: the key that signed the quote is never among them"));

  static boolean covers(LabCase c, String role, Bytes part, int at) {
    return RULES.stream()
        .noneMatch(
            r -> c.name().startsWith(r.of) && r.role.equals(role) && r.where.holds(part, at));
  }

  static double share(LabCase c, String role) {
    return RULES.stream()
        .filter(r -> c.name().startsWith(r.of) && r.role.equals(role))
        .mapToDouble(Uncovered::share)
        .sum();
  }

  private static boolean tdReport(Bytes part, int at) {
    int in = at - 0x20;
    boolean reportData = in >= 0x80 && in < 0xc0;
    boolean mrTd = in >= 0x210 && in < 0x240;
    return in >= 0 && in < 1024 && !reportData && !mrTd;
  }

  /** White space of the armour: a line feed behind the first block's begin. */
  private static boolean pem(Bytes part, int at) {
    return part.u8(at) == '\n' && at > part.indexOf(Bytes.utf8("-----BEGIN "));
  }

  /** The encryption key may be left out, and a public key that its certificate has again. */
  private static boolean identity(Bytes part, int at) {
    return JsonText.space(part, at)
        || JsonText.lineFeed(part, at)
        || JsonText.name(part, at, Set.of("kind", "eccP256EncryptionKey", "ekPub"));
  }
}

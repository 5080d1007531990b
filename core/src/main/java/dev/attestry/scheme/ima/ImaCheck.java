package dev.attestry.scheme.ima;

import dev.attestry.evidence.TableCheck;

/** What is checked of an IMA measurement list. */
enum ImaCheck implements TableCheck {
  /** The PCR values are the ones that the quote beside the list digests. */
  PCR_DIGEST("pcr-digest", "TPM 2.0 part 3 TPM2_Quote", Need.DETAIL),
  /** Every entry's template is one that we can read: nothing covers its name. */
  TEMPLATE("template", "Linux ima_template.c", Need.GENUINENESS),
  /** Each entry's template hash is the hash of its template data. */
  TEMPLATE_HASH("template-hash", "Linux ima_crypto.c ima_calc_field_array_hash", Need.DETAIL),
  /** Extending the list gives the register values. */
  REPLAY("replay", "Linux ima_queue.c ima_add_template_entry", Need.GENUINENESS),
  /** The first entry digests the boot registers. */
  BOOT_AGGREGATE("boot-aggregate", "Linux ima_crypto.c ima_calc_boot_aggregate", Need.GENUINENESS);

  private final Row row;

  ImaCheck(String id, String clause, Need need) {
    this.row = new Row("ima-log." + id, clause, need);
  }

  @Override
  public Row row() {
    return row;
  }
}

package dev.attestry.scheme.tcg;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * TPML_PCR_SELECTION (TPM 2.0 part 2, 10.9.7): banks in the order in which the quote digests them.
 */
public record PcrSelection(List<Bank> banks) {

  /** PCRs of a PC Client TPM: 0 to 23. */
  public static final int PCRS = 24;

  private static final int SELECT_BYTES = PCRS / 8;

  /**
   * TPMS_PCR_SELECTION.
   *
   * @param algorithm TPM_ALG_ID of the bank
   * @param select the bitmap, as many bytes as it announced
   */
  public record Bank(int algorithm, Bytes select) {

    /** The bank's hash, where we compute it. */
    public Optional<HashAlgorithm> hash() {
      return TpmAlgorithm.hash(algorithm);
    }

    /** The selected registers, lowest first. */
    public List<Integer> pcrs() {
      List<Integer> out = new ArrayList<>();
      for (int i = 0; i < select.length() * 8; i++) {
        if (selects(i)) {
          out.add(i);
        }
      }
      return out;
    }

    /** Whether the register is selected. */
    public boolean selects(int pcr) {
      return pcr / 8 < select.length() && (select.u8(pcr / 8) >> pcr % 8 & 1) != 0;
    }
  }

  public PcrSelection {
    banks = List.copyOf(banks);
  }

  /** What makes the selection one that we do not follow; empty if it is sound. */
  public Optional<String> problem() {
    Set<HashAlgorithm> seen = EnumSet.noneOf(HashAlgorithm.class);
    boolean any = false;
    for (Bank b : banks) {
      Optional<HashAlgorithm> hash = b.hash();
      if (hash.isEmpty()) {
        return Optional.of(String.format("bank 0x%04x is not one that we compute", b.algorithm()));
      }
      // TPM 2.0 part 2, 10.6.1: PCR_SELECT_MIN; a PC Client TPM has 24 PCRs, so 3 bytes.
      if (b.select().length() != SELECT_BYTES) {
        return Optional.of("a bitmap of 3 bytes expected, " + b.select().length() + " found");
      }
      if (!seen.add(hash.get())) {
        return Optional.of("bank " + hash.get().label() + " stands there twice");
      }
      any |= !b.select().isZero();
    }
    return any ? Optional.empty() : Optional.of("no PCR is selected");
  }

  /** Whether the quote covers a register of a bank. */
  public boolean covers(HashAlgorithm bank, int pcr) {
    for (Bank b : banks) {
      if (b.algorithm() == TpmAlgorithm.id(bank) && b.selects(pcr)) {
        return true;
      }
    }
    return false;
  }

  /** In words: {@code sha256:0,1,2+sha1:10}. */
  public String words() {
    StringBuilder s = new StringBuilder();
    for (Bank b : banks) {
      s.append(s.isEmpty() ? "" : "+")
          .append(b.hash().map(HashAlgorithm::label).orElseGet(() -> "bank " + b.algorithm()));
      char separator = ':';
      for (int pcr : b.pcrs()) {
        s.append(separator).append(pcr);
        separator = ',';
      }
    }
    return s.isEmpty() ? "nothing" : s.toString();
  }
}

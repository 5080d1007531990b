package dev.attestry.scheme.tcg;

import dev.attestry.codec.ByteReader;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.HashAlgorithm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * TPMS_ATTEST (TPM 2.0 part 2, 10.12.12), what a TPM signs.
 *
 * @param magic TPM_GENERATED_VALUE if the TPM made it
 * @param type TPM_ST_ATTEST_QUOTE for a quote
 * @param clock milliseconds that the TPM was powered since TPM2_Clear, unsigned
 * @param resetCount TPM resets since TPM2_Clear
 * @param restartCount restarts and resumes since the last reset
 * @param safe whether no higher clock value was reported before
 * @param firmwareVersion as the vendor encodes it
 * @param quote present if the type is a quote's
 */
public record Attest(
    long magic,
    int type,
    Bytes qualifiedSigner,
    Bytes extraData,
    long clock,
    long resetCount,
    long restartCount,
    int safe,
    long firmwareVersion,
    Optional<Quote> quote) {

  /** 0xFF 'TCG': a restricted key signs nothing external that begins so. */
  public static final long TPM_GENERATED_VALUE = 0xff544347L;

  public static final int TPM_ST_ATTEST_QUOTE = 0x8018;

  private static final String STRUCTURE = "TPMS_ATTEST";

  /** TPM2B_NAME and TPM2B_DATA hold a TPMU_HA and its algorithm at most. */
  private static final int MAX_NAME = 66;

  /** TPML_PCR_SELECTION holds HASH_COUNT banks; no TPM has more than these. */
  private static final int MAX_BANKS = 16;

  /** TPMS_QUOTE_INFO (10.12.1). */
  public record Quote(PcrSelection selection, Bytes pcrDigest) {

    /**
     * Whether these are the values that were quoted, where the signature and so its hash are not
     * known: a digest's length tells which it was.
     */
    public boolean digests(PcrValues values) {
      for (HashAlgorithm h : HashAlgorithm.values()) {
        if (h.length() == pcrDigest.length()
            && values.digest(selection, h).equals(Optional.of(pcrDigest))) {
          return true;
        }
      }
      return false;
    }
  }

  /** Reads one, with nothing behind it. The attested part of other types than quotes is skipped. */
  public static Attest parse(Bytes bytes) throws MalformedInput {
    ByteReader in = ByteReader.of(STRUCTURE, bytes);
    long magic = in.u32be();
    int type = in.u16be();
    Bytes qualifiedSigner = sized(in, MAX_NAME);
    Bytes extraData = sized(in, MAX_NAME);
    long clock = in.u64be();
    long resetCount = in.u32be();
    long restartCount = in.u32be();
    int safe = in.u8();
    if (safe > 1) {
      throw in.malformed("TPMI_YES_NO of 0 or 1 expected, " + safe + " found");
    }
    long firmwareVersion = in.u64be();
    Optional<Quote> quote = Optional.empty();
    if (type == TPM_ST_ATTEST_QUOTE) {
      quote = Optional.of(new Quote(selection(in), sized(in, MAX_NAME)));
      in.expectEnd();
    } else {
      in.rest();
    }
    return new Attest(
        magic,
        type,
        qualifiedSigner,
        extraData,
        clock,
        resetCount,
        restartCount,
        safe,
        firmwareVersion,
        quote);
  }

  private static PcrSelection selection(ByteReader in) throws MalformedInput {
    long count = in.u32be();
    if (count > MAX_BANKS) {
      throw in.malformed("at most " + MAX_BANKS + " banks expected, " + count + " announced");
    }
    List<PcrSelection.Bank> banks = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      int algorithm = in.u16be();
      banks.add(new PcrSelection.Bank(algorithm, in.take(in.u8())));
    }
    return new PcrSelection(banks);
  }

  private static Bytes sized(ByteReader in, int atMost) throws MalformedInput {
    int n = in.u16be();
    if (n > atMost) {
      throw in.malformed("at most " + atMost + " bytes expected, " + n + " announced");
    }
    return in.take(n);
  }
}

package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.util.List;
import java.util.Map;

/**
 * What goes into a TPMS_ATTEST; a test changes one field and signs the rest as a TPM would.
 *
 * @param body TPMS_QUOTE_INFO
 */
record AttestFields(long magic, int type, Bytes signer, Bytes extraData, Clock clock, Bytes body) {

  static final long MAGIC = 0xff544347L;
  static final int QUOTE = 0x8018;

  /** TPMS_CLOCK_INFO and the firmware version. */
  record Clock(long clock, long resets, long restarts, int safe, long firmware) {}

  AttestFields withMagic(long other) {
    return new AttestFields(other, type, signer, extraData, clock, body);
  }

  AttestFields withType(int other) {
    return new AttestFields(magic, other, signer, extraData, clock, body);
  }

  AttestFields withClock(Clock other) {
    return new AttestFields(magic, type, signer, extraData, other, body);
  }

  AttestFields withBody(Bytes other) {
    return new AttestFields(magic, type, signer, extraData, clock, other);
  }

  Bytes encode() {
    return new LabBytes()
        .be(4, magic)
        .be(2, type)
        .sized(signer)
        .sized(extraData)
        .be(8, clock.clock())
        .be(4, clock.resets())
        .be(4, clock.restarts())
        .u8(clock.safe())
        .be(8, clock.firmware())
        .add(body)
        .bytes();
  }

  /** TPMS_QUOTE_INFO over these registers, in the map's order, under SHA-256. */
  static Bytes quoteInfo(LabPcrs pcrs, Map<HashAlgorithm, List<Integer>> selected) {
    LabBytes out = new LabBytes().be(4, selected.size());
    LabBytes values = new LabBytes();
    selected.forEach(
        (bank, list) -> {
          byte[] bitmap = new byte[3];
          list.forEach(pcr -> bitmap[pcr / 8] |= (byte) (1 << pcr % 8));
          out.be(2, MeasuredBoot.algorithm(bank)).u8(bitmap.length).add(Bytes.of(bitmap));
          list.forEach(pcr -> values.add(pcrs.get(bank, pcr)));
        });
    return out.sized(HashAlgorithm.SHA256.digest(values.bytes())).bytes();
  }
}

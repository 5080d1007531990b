package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.util.Arrays;

/** An IMA measurement list in the making, binary and ASCII, extended into PCR10. */
public final class ImaList {

  private static final int PCR = 10;

  private final LabPcrs pcrs;
  private final LabBytes binary = new LabBytes();
  private final StringBuilder ascii = new StringBuilder();

  private ImaList(LabPcrs pcrs) {
    this.pcrs = pcrs;
  }

  /** Begins with a boot_aggregate over PCR0 to 9 in SHA-256. */
  public static ImaList begin(LabPcrs pcrs) {
    ImaList list = new ImaList(pcrs);
    Bytes all = Bytes.EMPTY;
    for (int pcr = 0; pcr <= 9; pcr++) {
      all = Bytes.concat(all, pcrs.get(HashAlgorithm.SHA256, pcr));
    }
    return list.measure("boot_aggregate", HashAlgorithm.SHA256.digest(all));
  }

  /** An ima-ng entry. */
  public ImaList measure(String name, Bytes sha256) {
    Bytes digest = Bytes.concat(Bytes.utf8("sha256:\0"), sha256);
    Bytes data = fields(digest, Bytes.utf8(name + "\0"));
    pcrs.hashes().forEach(h -> pcrs.extend(h, PCR, h.digest(data)));
    return write(HashAlgorithm.SHA1.digest(data), data, "sha256:" + sha256.hex() + " " + name);
  }

  /** A file that was open for writing: zeros in the list, ones in the register. */
  public ImaList violation(String name) {
    Bytes digest = Bytes.concat(Bytes.utf8("sha1:\0"), Bytes.zeros(20));
    for (HashAlgorithm h : pcrs.hashes()) {
      byte[] ones = new byte[h.length()];
      Arrays.fill(ones, (byte) 0xff);
      pcrs.extend(h, PCR, Bytes.of(ones));
    }
    String text = "sha1:" + Bytes.zeros(20).hex() + " " + name;
    return write(Bytes.zeros(20), fields(digest, Bytes.utf8(name + "\0")), text);
  }

  private ImaList write(Bytes templateHash, Bytes data, String text) {
    Bytes template = Bytes.utf8("ima-ng");
    binary.le(4, PCR).add(templateHash).le(4, template.length()).add(template);
    binary.le(4, data.length()).add(data);
    ascii.append("10 ").append(templateHash.hex()).append(" ima-ng ").append(text).append('\n');
    return this;
  }

  private static Bytes fields(Bytes digest, Bytes name) {
    return new LabBytes().le(4, digest.length()).add(digest).le(4, name.length()).add(name).bytes();
  }

  public Bytes binary() {
    return binary.bytes();
  }

  public Bytes ascii() {
    return Bytes.utf8(ascii.toString());
  }
}

package dev.attestry.lab.standin;

import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Cmw;
import dev.attestry.evidence.Evidence;
import dev.attestry.trust.Collateral;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** What a command printed, and its exit code. */
public record Printed(int exit, String out) {

  /** What the guest script prints for an answer in one part. */
  public static Printed answer(Evidence evidence, Collateral collateral) {
    return part(evidence, collateral, 1, Integer.MAX_VALUE);
  }

  /**
   * What it prints for one of several parts.
   *
   * @param number from 1
   * @param each bytes of a part
   */
  public static Printed part(Evidence evidence, Collateral collateral, int number, int each) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(Cmw.encode(evidence, collateral).toArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Bytes b = Bytes.of(packed.toByteArray());
    String digest = HashAlgorithm.SHA256.digest(b).hex();
    int parts = Math.ceilDiv(b.length(), each);
    int from = (number - 1) * each;
    Bytes slice = b.slice(from, Math.min(b.length(), from + Math.min(each, b.length())));
    return new Printed(
        0,
        "attestry-evidence/1 %d/%d %d/%d %s\n%s"
            .formatted(number, parts, slice.length(), b.length(), digest, Base64s.encode(slice)));
  }
}

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
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(Cmw.encode(evidence, collateral).toArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Bytes b = Bytes.of(packed.toByteArray());
    String digest = HashAlgorithm.SHA256.digest(b).hex();
    return new Printed(
        0,
        "attestry-evidence/1 1/1 %d/%d %s\n%s"
            .formatted(b.length(), b.length(), digest, Base64s.encode(b)));
  }
}

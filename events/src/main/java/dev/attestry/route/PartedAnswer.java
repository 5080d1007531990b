package dev.attestry.route;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.HashAlgorithm;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/**
 * Puts an answer together that came in parts, in their order. What it is worth the evidence in it
 * says; the digest shows only that nothing was lost and that no two answers were mixed.
 */
public final class PartedAnswer {

  /** The most parts that one answer is taken in. */
  private static final int MAX_PARTS = 64;

  private static final String STRUCTURE = "answer in parts";

  private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
  private int parts;
  private int count = 1;
  private Bytes digest = Bytes.EMPTY;
  private int length;

  /** The number of the part to ask for next; 0 once all are there. */
  public int next() {
    return parts == count ? 0 : parts + 1;
  }

  /**
   * Adds what the guest printed for {@link #next}.
   *
   * @throws EOFException if some of it was lost on its way: ask for the whole again
   */
  public void add(String printed) throws MalformedInput, EOFException {
    AnswerPart part = AnswerPart.parse(printed);
    if (part.count() > MAX_PARTS || part.length() > HttpsRoute.MAX_ANSWER) {
      throw new MalformedInput(STRUCTURE, -1, "more than " + MAX_PARTS + " parts, or too long");
    }
    if (parts == 0) {
      count = part.count();
      digest = part.digest();
      length = part.length();
    } else if (part.count() != count || !part.digest().equals(digest)) {
      throw new EOFException("parts of different answers");
    }
    if (part.number() != parts + 1 || collected.size() + part.bytes().length() > length) {
      throw new MalformedInput(STRUCTURE, -1, "a part out of order, or longer than announced");
    }
    collected.writeBytes(part.bytes().toArray());
    parts++;
  }

  /**
   * The whole answer, once {@link #next} is 0.
   *
   * @throws EOFException if it is not what its digest says: ask for the whole again
   */
  public Bytes whole() throws MalformedInput, EOFException {
    byte[] all = collected.toByteArray();
    if (!HashAlgorithm.SHA256.digest(Bytes.of(all)).equals(digest)) {
      throw new EOFException("the parts are not the answer that they announce");
    }
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(all))) {
      byte[] answer = in.readNBytes(HttpsRoute.MAX_ANSWER + 1);
      if (answer.length > HttpsRoute.MAX_ANSWER) {
        throw new MalformedInput(
            STRUCTURE, -1, "longer than " + HttpsRoute.MAX_ANSWER + " bytes when unpacked");
      }
      return Bytes.of(answer);
    } catch (IOException e) {
      throw new MalformedInput(STRUCTURE, -1, "not compressed as gzip does");
    }
  }
}

package dev.attestry.chain;

import dev.attestry.bucket.MemoryBucket;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The formats of the chain, each with a sample made by a small log, for tests of all parsers. */
public final class ChainSamples {

  private static final ChainLab LAB = new ChainLab();

  private ChainSamples() {}

  /** A parser and something that it takes. */
  public record Sampled(Bytes sample, Reader reader) {
    public void parse(Bytes bytes) throws MalformedInput {
      reader.read(bytes);
    }
  }

  /** Reads bytes and forgets them. */
  public interface Reader {
    void read(Bytes bytes) throws MalformedInput;
  }

  /** The JSON lines of a commit. */
  public static List<Bytes> lines() {
    return commit().leaves().stream().skip(1).toList();
  }

  /** One of each, by name. */
  public static Map<String, Sampled> parsers() {
    Bytes root = Bytes.zeros(32);
    Bytes text = new Checkpoint("lab.example/2026", 5, root, "").text();
    Bytes note = note(text);
    Pack pack = new Pack(List.of(new PackItem("a", "text/plain", Bytes.zeros(16), text)));
    Bytes key = Bytes.utf8("k".repeat(32));
    Map<String, Sampled> out = new LinkedHashMap<>();
    out.put("commit", new Sampled(commit().envelope().object(), Commit::parse));
    out.put("entry", new Sampled(lines().getLast(), Entry::parse));
    out.put("genesis", new Sampled(LAB.genesis.note(), Genesis.Signed::parse));
    out.put("key document", new Sampled(LAB.documentZero.note(), KeyDocument.Signed::parse));
    out.put("note", new Sampled(note, SignedNote::parse));
    out.put("checkpoint", new Sampled(text, Checkpoint::parse));
    out.put(
        "tlog-proof",
        new Sampled(
            new TlogProof(Optional.of(root), 3, List.of(root, root), parsed(note)).encode(),
            TlogProof::parse));
    out.put(
        "verifier key",
        new Sampled(Bytes.utf8(LAB.owner.key().toString()), b -> VerifierKey.parse(b.utf8())));
    out.put("pack", new Sampled(pack.encodeClear(), b -> PackReader.withoutKeys().read(b)));
    out.put(
        "sealed pack",
        new Sampled(
            pack.encodeSealed("2026/1", key, Bytes.zeros(12)),
            b -> new PackReader(id -> Optional.of(key)).read(b)));
    return out;
  }

  private static SignedNote parsed(Bytes note) {
    try {
      return SignedNote.parse(note);
    } catch (MalformedInput e) {
      throw new IllegalStateException(e);
    }
  }

  private static Bytes note(Bytes text) {
    try {
      return new SignedNote(text, List.of(LAB.owner.line(text))).encode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Commit commit() {
    try {
      MemoryBucket bucket = new MemoryBucket();
      Chain chain = LAB.create(bucket);
      chain
          .appender(LAB.aws, ChainLab.settings(1))
          .append(List.of(ChainLab.draft("aws/a", "s1", 0, "a")));
      ReadOutcome.Found found = (ReadOutcome.Found) bucket.read(chain.layout().commit(1));
      return Commit.parse(found.bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (MalformedInput e) {
      throw new IllegalStateException(e);
    }
  }
}

package dev.attestry.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.chain.Frontier;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Cbor;
import dev.attestry.codec.CborReader;
import dev.attestry.codec.Jcs;
import dev.attestry.codec.Json;
import dev.attestry.codec.JsonLine;
import dev.attestry.codec.MalformedInput;
import dev.attestry.lab.LabPki;
import dev.attestry.lab.NitroDocument;
import dev.attestry.lab.NitroEnclave;
import dev.attestry.lab.NitroPki;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Reading, writing and hashing without a signature in it; {@code bench/run --micro}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ParsingBenchmark {

  private Bytes document = Bytes.EMPTY;
  private Bytes line = Bytes.EMPTY;
  private ObjectNode tree = Json.object();
  private Frontier frontier = Frontier.empty();

  /** A document of a lab enclave, and an object of the size of an entry. */
  @Setup
  public void prepare() {
    NitroPki pki = NitroPki.of(LabPki.named("bench"));
    document =
        NitroEnclave.running(pki, "i-0123456789abcdef0", "image")
            .attest(
                NitroDocument.Request.challenge(
                    Instant.parse("2026-11-24T12:00:00Z"), Bytes.zeros(32)));
    for (int i = 0; i < 16; i++) {
      tree.putObject("member" + i).put("index", i).put("leaf", "A".repeat(44));
    }
    line = Jcs.encode(tree);
    frontier = Frontier.empty();
  }

  /** A whole attestation document to a tree of CBOR values. */
  @Benchmark
  public Cbor readNitroDocument() throws MalformedInput {
    return CborReader.read("document", document);
  }

  /** A line of the log, strictly, without a tree. */
  @Benchmark
  public JsonLine readLine() throws MalformedInput {
    return JsonLine.read("line", line);
  }

  /** The same object, written in canonical form. */
  @Benchmark
  public Bytes writeLine() {
    return Jcs.encode(tree);
  }

  /** One leaf more in the tree: its hash and the nodes that it completes. */
  @Benchmark
  public long appendLeaf() {
    frontier.append(line);
    return frontier.size();
  }
}

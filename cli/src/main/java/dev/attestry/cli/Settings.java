package dev.attestry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.DocumentReader;
import dev.attestry.codec.InvalidDocument;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code attestry.json} holds.
 *
 * @param origin the log that this home writes to
 * @param bucket its directory, absolute or relative to the home; or a store's location
 * @param mode how the store keeps what this home writes; empty where the bucket is a directory
 * @param genesis SHA-256 of its genesis, which pins it
 * @param flows the flow map that is swept when none is named
 * @param writer name of the commit key that this home writes with
 */
record Settings(
    String origin,
    String shard,
    String bucket,
    Optional<String> mode,
    Bytes genesis,
    Optional<String> flows,
    String writer) {

  /** The commit key that {@code init} makes. */
  static final String FIRST_WRITER = "commit";

  /** The example that a sweep without arguments sets up. */
  static final String EXAMPLE = "three-clouds";

  private static final Set<String> FIELDS =
      Set.of("v", "origin", "shard", "bucket", "mode", "genesis", "flows", "writer");

  static Settings read(Bytes json) throws MalformedInput, InvalidDocument {
    DocumentReader r = DocumentReader.of("attestry.json", Json.readObject("attestry.json", json));
    r.expectOnly(FIELDS, "setting", "docs/cli.md#home");
    r.number("v", 1, 1);
    String genesis = r.requiredText("genesis");
    if (!genesis.matches("[0-9a-f]{64}")) {
      r.problem("genesis", "64 hexadecimal digits expected");
    }
    String origin = r.requiredText("origin");
    String shard = r.requiredText("shard");
    String bucket = r.requiredText("bucket");
    Optional<String> mode = r.text("mode");
    Optional<String> flows = r.text("flows");
    String writer = r.text("writer").orElse(FIRST_WRITER);
    r.done();
    return new Settings(origin, shard, bucket, mode, Bytes.ofHex(genesis), flows, writer);
  }

  /** Whether the example is swept. */
  boolean isExample() {
    return flows.filter(Installation.exampleFlows(EXAMPLE)::equals).isPresent();
  }

  Settings writingWith(String key) {
    return new Settings(origin, shard, bucket, mode, genesis, flows, key);
  }

  /** The same log, in a store from now on. */
  Settings keptIn(String location, Optional<String> how) {
    return new Settings(origin, shard, location, how, genesis, flows, writer);
  }

  Bytes encode() {
    ObjectNode o = Json.object();
    o.put("v", 1).put("origin", origin).put("shard", shard).put("bucket", bucket);
    mode.ifPresent(m -> o.put("mode", m));
    o.put("genesis", genesis.hex());
    flows.ifPresent(f -> o.put("flows", f));
    if (!writer.equals(FIRST_WRITER)) {
      o.put("writer", writer);
    }
    return Bytes.utf8(Json.pretty(o) + "\n");
  }
}

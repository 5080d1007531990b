package dev.attestry.chain;

import static dev.attestry.chain.TlogVectors.base64;
import static dev.attestry.chain.TlogVectors.hashes;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.HashAlgorithm;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TilesTest {

  @Test
  void readsAndWritesEveryTileName() {
    TlogVectors.Tally tally = new TlogVectors.Tally();
    for (JsonNode c : TlogVectors.cases("tiles")) {
      if (c.get("kind").textValue().equals("tree")) {
        listsTheTilesOfATree(c);
        continue;
      }
      String path = c.get("path").textValue();
      try {
        TileName name = TileName.parse(path);
        tally.add(c, true);
        assertThat(name.path()).isEqualTo(path);
        assertThat(name)
            .isEqualTo(
                new TileName(level(c), c.get("index").longValue(), c.get("width").intValue()));
      } catch (MalformedInput e) {
        tally.add(c, false);
      }
    }
    assertThat(tally.wrong).isEmpty();
    assertThat(tally.asserted).isGreaterThan(100);
  }

  private static int level(JsonNode c) {
    String level = c.get("level").textValue();
    return level.equals("entries") ? TileName.ENTRIES : Integer.parseInt(level);
  }

  private static void listsTheTilesOfATree(JsonNode c) {
    List<TileName> tiles = TileName.ofTree(c.get("size").longValue());
    List<String> paths = tiles.stream().map(TileName::path).toList();
    if (c.has("paths")) {
      List<String> wanted = new ArrayList<>();
      c.get("paths").forEach(p -> wanted.add(p.textValue()));
      assertThat(paths).hasSameElementsAs(wanted).hasSameSizeAs(wanted);
    }
    if (c.has("partial_paths")) {
      List<String> wanted = new ArrayList<>();
      c.get("partial_paths").forEach(p -> wanted.add(p.textValue()));
      assertThat(paths).filteredOn(p -> p.contains(".p/")).hasSameElementsAs(wanted);
    }
    c.get("tiles_per_level")
        .properties()
        .forEach(
            e ->
                assertThat(paths)
                    .filteredOn(p -> p.startsWith("tile/" + e.getKey() + "/"))
                    .hasSize(e.getValue().intValue()));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 999, 1000, 1234, 999_999, 1_000_000, Long.MAX_VALUE})
  void readsBackTheGroupsOfANumber(long n) throws MalformedInput {
    assertThat(TileName.parseGroups(TileName.groups(n))).isEqualTo(n);
  }

  @Test
  void writesTheGroupsOfTlogTiles() {
    assertThat(TileName.groups(1_234_067)).isEqualTo("x001/x234/067");
  }

  @Test
  void judgesEveryBundleAndTile() throws MalformedInput {
    TlogVectors.Tally tally = new TlogVectors.Tally();
    HashTree tree = new HashTree();
    for (int i = 0; i < 65_536; i++) {
      tree.appendHash(Merkle.leaf(Bytes.utf8("leaf " + i)));
    }
    for (JsonNode c : TlogVectors.cases("bundles")) {
      if (c.get("kind").textValue().equals("tile")) {
        TileName name =
            new TileName(level(c), c.get("index").longValue(), c.get("width").intValue());
        Bytes tile = Tiles.hashes(tree, name);
        assertThat(HashAlgorithm.SHA256.digest(tile).hex()).isEqualTo(c.get("sha256").textValue());
        assertThat(Tiles.readHashes(name, tile)).hasSize(name.width());
        tally.add(c, true);
      } else {
        bundle(c, tally);
      }
    }
    assertThat(tally.wrong).isEmpty();
    assertThat(tally.asserted).isGreaterThan(12);
  }

  private static void bundle(JsonNode c, TlogVectors.Tally tally) {
    Bytes bytes =
        c.has("bundle_b64")
            ? base64(c.get("bundle_b64"))
            : Tiles.bundle(List.of(Bytes.utf8("a".repeat(65_535)))); // max-entry, by its "why"
    try {
      List<Bytes> entries = Tiles.readBundle(c.path("width").asInt(1), bytes);
      tally.add(c, true);
      assertThat(entries.stream().map(Merkle::leaf)).isEqualTo(hashes(c.get("leaf_hashes")));
      assertThat(Tiles.bundle(entries)).isEqualTo(bytes);
      if (c.has("sha256")) {
        assertThat(HashAlgorithm.SHA256.digest(bytes).hex()).isEqualTo(c.get("sha256").textValue());
      }
    } catch (MalformedInput e) {
      tally.add(c, false);
    }
  }

  @Test
  void rebuildsAWholeForeignLog() throws MalformedInput {
    List<JsonNode> cases = TlogVectors.cases("tessera-log");
    HashTree tree = new HashTree();
    for (JsonNode c : cases) {
      if (c.path("path").asText().equals("tile/entries/000.p/15")) {
        for (Bytes e : Tiles.readBundle(15, base64(c.get("base64")))) {
          tree.appendHash(Merkle.leaf(e));
        }
      }
    }
    assertThat(tree.size()).isEqualTo(15);
    int checked = 0;
    for (JsonNode c : cases) {
      if (c.has("checkpoint")) {
        SignedNote note = SignedNote.parse(Bytes.utf8(c.get("checkpoint").textValue()));
        Checkpoint p = Checkpoint.parse(note.text());
        assertThat(p.root()).isEqualTo(tree.root(p.size()));
        assertThat(p.size()).isEqualTo(c.get("size").longValue());
        checked++;
      } else if (c.has("path")) {
        TileName name = TileName.parse(c.get("path").textValue());
        if (name.level() == 0) {
          assertThat(Tiles.hashes(tree, name)).isEqualTo(base64(c.get("base64")));
          checked++;
        }
      }
    }
    assertThat(checked).isGreaterThan(20);
  }

  @Test
  void judgesEveryTlogProof() {
    TlogVectors.Tally tally = new TlogVectors.Tally();
    for (JsonNode c : TlogVectors.cases("tlog-proofs")) {
      Bytes text = Bytes.utf8(Objects.requireNonNull(c.get("proof").textValue()));
      try {
        List<VerifierKey> keys = new ArrayList<>();
        for (JsonNode k : c.get("vkeys")) {
          keys.add(VerifierKey.parse(k.textValue()));
        }
        TlogProof p = TlogProof.parse(text);
        tally.add(c, p.problem(Crypto.jdk(), base64(c.get("leaf_hash")), keys).isEmpty());
        assertThat(p.encode()).isEqualTo(text);
      } catch (MalformedInput e) {
        tally.add(c, false);
      }
    }
    assertThat(tally.wrong).isEmpty();
    assertThat(tally.asserted).isGreaterThan(50);
  }
}

package dev.attestry.chain;

import static dev.attestry.chain.TlogVectors.base64;
import static dev.attestry.chain.TlogVectors.hashes;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Roots and proofs against independent implementations. */
final class MerkleTest {

  private static Bytes leaf(long i) {
    return Bytes.utf8("leaf " + i);
  }

  private static HashTree tree(int size) {
    HashTree t = new HashTree();
    for (int i = 0; i < size; i++) {
      t.appendHash(Merkle.leaf(leaf(i)));
    }
    return t;
  }

  @Test
  void knowsEveryRootAndFrontier() throws MalformedInput {
    Map<Long, JsonNode> wanted = new HashMap<>();
    int checked = 0;
    for (JsonNode c : TlogVectors.cases("roots")) {
      if (c.get("tree").textValue().equals("A")) {
        wanted.put(c.get("size").longValue(), c);
      } else {
        checkTreeB(c);
        checked++;
      }
    }
    Frontier f = Frontier.empty();
    HashTree whole = new HashTree();
    for (long size = 0; size <= 70_000; size++) {
      JsonNode c = wanted.get(size);
      if (c != null) {
        assertThat(f.root()).isEqualTo(base64(c.get("root"))).isEqualTo(whole.root(size));
        assertThat(f.subtrees()).isEqualTo(hashes(c.get("frontier")));
        assertThat(Frontier.decode(size, f.encode()).root()).isEqualTo(f.root());
        checked++;
      }
      f.append(leaf(size));
      whole.appendHash(Merkle.leaf(leaf(size)));
    }
    assertThat(checked).isEqualTo(TlogVectors.cases("roots").size()).isPositive();
  }

  private static void checkTreeB(JsonNode c) {
    Frontier f = Frontier.empty();
    c.get("leaves_hex").forEach(h -> f.append(Bytes.ofHex(h.textValue())));
    assertThat(f.size()).isEqualTo(c.get("size").longValue());
    assertThat(f.root()).isEqualTo(base64(c.get("root")));
  }

  @Test
  void judgesEveryInclusionProof() {
    TlogVectors.Tally tally = new TlogVectors.Tally();
    for (JsonNode c : TlogVectors.cases("inclusion")) {
      tally.add(
          c,
          Merkle.includes(
              c.get("index").longValue(),
              c.get("size").longValue(),
              base64(c.get("leaf_hash")),
              hashes(c.get("proof")),
              base64(c.get("root"))));
    }
    assertThat(tally.wrong).isEmpty();
    assertThat(tally.asserted).isGreaterThan(1000);
  }

  @Test
  void judgesEveryConsistencyProof() {
    TlogVectors.Tally tally = new TlogVectors.Tally();
    for (JsonNode c : TlogVectors.cases("consistency")) {
      tally.add(
          c,
          Merkle.consistent(
              c.get("old").longValue(),
              c.get("new").longValue(),
              base64(c.get("old_root")),
              base64(c.get("new_root")),
              hashes(c.get("proof"))));
    }
    assertThat(tally.wrong).isEmpty();
    assertThat(tally.asserted).isGreaterThan(1000);
    tally.listEither("tlog consistency");
    assertThat(tally.either).hasSizeLessThan(20);
  }

  @Test
  void judgesTheTestDataOfAnotherLibrary() {
    int checked = 0;
    for (JsonNode c : TlogVectors.cases("merkle-testdata")) {
      boolean valid = !c.get("wantErr").booleanValue();
      // Subtree proofs belong to mirrors, which are not part of this log.
      switch (c.get("kind").textValue()) {
        case "inclusion" -> {
          assertThat(
                  Merkle.includes(
                      c.get("leafIdx").longValue(),
                      c.get("treeSize").longValue(),
                      base64(c.get("leafHash")),
                      hashes(c.get("proof")),
                      base64(c.get("root"))))
              .as(c.get("id").textValue())
              .isEqualTo(valid);
          checked++;
        }
        case "consistency" -> {
          assertThat(
                  Merkle.consistent(
                      c.get("size1").longValue(),
                      c.get("size2").longValue(),
                      base64(c.get("root1")),
                      base64(c.get("root2")),
                      hashes(c.get("proof"))))
              .as(c.get("id").textValue())
              .isEqualTo(valid);
          checked++;
        }
        default -> assertThat(c.get("kind").textValue()).startsWith("subtree");
      }
    }
    assertThat(checked).isGreaterThan(100);
  }

  @Test
  void verifiesTheAnswersOfARealCertificateTransparencyLog() {
    ObjectNode c = Json.object();
    TlogVectors.cases("ct-argon2020").forEach(n -> c.set(n.get("id").textValue(), n.get("data")));
    long size = c.get("sth").get("tree_size").longValue();
    Bytes root = base64(c.get("sth").get("sha256_root_hash"));
    JsonNode proof = c.get("proof");
    Bytes entry = base64(c.get("entries").get("entries").get(0).get("leaf_input"));
    assertThat(
            Merkle.includes(
                proof.get("leaf_index").longValue(),
                size,
                Merkle.leaf(entry),
                hashes(proof.get("audit_path")),
                root))
        .isTrue();
    // The older tree head that x/mod's sumdb/tlog/ct_test.go compares with.
    Bytes old = base64(TextNode.valueOf("AuIZ5V6sDUj1vn3Y1K85oOaQ7y+FJJKtyRTl1edIKBQ="));
    List<Bytes> consistency = hashes(c.get("consistency").get("consistency"));
    assertThat(Merkle.consistent(3654490, size, old, root, consistency)).isTrue();
    assertThat(Merkle.consistent(3654491, size, old, root, consistency)).isFalse();
  }

  @Test
  void makesTheProofsItVerifiesAtEverySizeAndIndex() {
    HashTree t = tree(70);
    for (int size = 1; size <= 70; size++) {
      Bytes root = t.root(size);
      for (int i = 0; i < size; i++) {
        List<Bytes> p = Proofs.inclusion(t, i, size);
        assertThat(Merkle.includes(i, size, Merkle.leaf(leaf(i)), p, root)).isTrue();
        assertThat(Merkle.includes(i, size, Merkle.leaf(leaf(i + 1)), p, root)).isFalse();
      }
      for (int old = 1; old <= size; old++) {
        List<Bytes> p = Proofs.consistency(t, old, size);
        assertThat(Merkle.consistent(old, size, t.root(old), root, p)).isTrue();
        assertThat(Merkle.consistent(old, size, Merkle.leaf(leaf(99)), root, p)).isFalse();
      }
    }
  }

  @Test
  void makesTheVeryProofsOfTheVectors() {
    HashTree t = tree(70_000);
    int checked = 0;
    for (JsonNode c : TlogVectors.cases("inclusion")) {
      if (!c.has("of") && c.get("expect").textValue().equals("valid")) {
        assertThat(Proofs.inclusion(t, c.get("index").longValue(), c.get("size").longValue()))
            .isEqualTo(hashes(c.get("proof")));
        checked++;
      }
    }
    for (JsonNode c : TlogVectors.cases("consistency")) {
      if (!c.has("of") && c.get("expect").textValue().equals("valid")) {
        assertThat(Proofs.consistency(t, c.get("old").longValue(), c.get("new").longValue()))
            .isEqualTo(hashes(c.get("proof")));
        checked++;
      }
    }
    assertThat(checked).isGreaterThan(200);
  }
}

package dev.attestry.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Two writers of one form: by a tree, and straight to bytes. */
class JcsWriterTest {

  /** Plain, escaped, of two to four bytes, and what stands for a surrogate in other encoders. */
  private static final List<String> ALPHABET =
      List.of("a", "Z", " ", "?", "\"", "\\", "/", "\n", "\u0001", "\u007f", "é", "ł", "€", "😀");

  private final Random random = new Random(25);

  @Test
  void writesWhatTheTreeWouldWhateverTheOrderOfTheMembers() {
    for (int i = 0; i < 2_000; i++) {
      ObjectNode tree = Json.object();
      Consumer<JcsWriter> members = members(tree, 3);
      assertThat(JcsWriter.object(members)).isEqualTo(Jcs.encode(tree));
    }
  }

  /** Members for the writer; the same ones are put into the tree, in another order. */
  private Consumer<JcsWriter> members(ObjectNode tree, int depth) {
    Map<String, Consumer<JcsWriter>> all = new LinkedHashMap<>();
    for (int n = random.nextInt(8); n > 0; n--) {
      String name = text();
      all.put(name, member(tree, name, depth));
    }
    List<Consumer<JcsWriter>> shuffled = new ArrayList<>(all.values());
    Collections.shuffle(shuffled, random);
    return w -> shuffled.forEach(m -> m.accept(w));
  }

  private Consumer<JcsWriter> member(ObjectNode tree, String name, int depth) {
    return switch (random.nextInt(depth > 0 ? 6 : 4)) {
      case 0 -> {
        long n = random.nextLong() >> random.nextInt(11, 64);
        tree.put(name, n);
        yield w -> w.put(name, n);
      }
      case 1 -> {
        Bytes b = Bytes.utf8(text());
        tree.put(name, Base64s.encode(b));
        yield w -> w.base64(name, b);
      }
      case 2 -> {
        List<String> texts = List.of(text(), text());
        ArrayNode array = tree.putArray(name);
        texts.forEach(array::add);
        yield w -> w.put(name, texts);
      }
      case 3 -> {
        String s = text();
        tree.put(name, s);
        yield w -> w.put(name, s);
      }
      case 4 -> {
        Consumer<JcsWriter> nested = members(tree.putObject(name), depth - 1);
        yield w -> w.object(name, nested);
      }
      default -> {
        ArrayNode array = tree.putArray(name);
        List<Consumer<JcsWriter>> elements = new ArrayList<>();
        for (int n = random.nextInt(3); n > 0; n--) {
          elements.add(members(array.addObject(), depth - 1));
        }
        yield w -> w.array(name, elements, (e, o) -> e.accept(o));
      }
    };
  }

  private String text() {
    StringBuilder s = new StringBuilder();
    for (int n = random.nextInt(6); n > 0; n--) {
      s.append(ALPHABET.get(random.nextInt(ALPHABET.size())));
    }
    return s.toString();
  }

  @Test
  void anObjectInCanonicalFormStandsAsItIsAndAnyOtherIsRefused() {
    Bytes canonical = Bytes.utf8("{\"a\":1,\"b\":{}}");
    assertThat(JcsWriter.object(w -> w.canonical("x", canonical)))
        .isEqualTo(Bytes.utf8("{\"x\":{\"a\":1,\"b\":{}}}"));
    for (String other : List.of("{\"b\":{},\"a\":1}", "{\"a\": 1}", "[]", "1", "", "{}{}")) {
      assertThatThrownBy(() -> JcsWriter.object(w -> w.canonical("x", Bytes.utf8(other))))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void twoMembersOfOneNameAreRefused() {
    assertThatThrownBy(() -> JcsWriter.object(w -> w.put("b", 1).put("a", 2).put("b", 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("two members of the name b");
    assertThatThrownBy(() -> JcsWriter.object(w -> w.put("a", 1).put("a", 2)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatLiesOutsideTheProfileIsRefused() {
    assertThatThrownBy(() -> JcsWriter.object(w -> w.put("n", 1L << 53)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> JcsWriter.object(w -> w.put("n", -(1L << 53))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> JcsWriter.object(w -> w.put("s", "\ud800")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("surrogate");
    assertThatThrownBy(() -> JcsWriter.object(w -> w.put("s", "within \udc00 eight bytes")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("surrogate");
  }
}

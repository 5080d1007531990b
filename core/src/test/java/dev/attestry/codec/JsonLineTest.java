package dev.attestry.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fast scanner against the slow reader, and against an independent canonicalizer. */
final class JsonLineTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"a\":1}",
        "{\"a\":-9007199254740991,\"b\":9007199254740991,\"c\":0}",
        "{\"\":[],\"a\":[1,[2],{\"b\":null}],\"b\":{\"x\":true,\"y\":false}}",
        "{\"a\":\"\\b\\t\\n\\f\\r\\\"\\\\/\\u0000\\u001f\u007f\"}",
        "{\"ä\":\"€😀\",\"€\":1,\"😀\":2,\"\ufb33\":3}",
        "{\"a\\\\\":1,\"a]\":2}"
      })
  void takesTheCanonicalForm(String line) throws MalformedInput {
    assertThat(JsonLine.read("line", Bytes.utf8(line)).bytes().utf8()).isEqualTo(line);
    assertThat(acceptedBySlowReader(Bytes.utf8(line))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "}",
        "[]",
        "1",
        "\"a\"",
        "null",
        "{}{}",
        "{} ",
        " {}",
        "{}\n",
        "{\"a\" :1}",
        "{\"a\": 1}",
        "{\"a\":1 }",
        "{\"a\":1,}",
        "{,}",
        "{\"a\"}",
        "{\"a\":}",
        "{a:1}",
        "{\"a\":1,\"a\":1}",
        "{\"b\":1,\"a\":1}",
        "{\"\ufb33\":3,\"😀\":2}",
        "{\"a\":01}",
        "{\"a\":-0}",
        "{\"a\":+1}",
        "{\"a\":1.0}",
        "{\"a\":1e3}",
        "{\"a\":.5}",
        "{\"a\":9007199254740992}",
        "{\"a\":-9007199254740992}",
        "{\"a\":99999999999999999999999}",
        "{\"a\":-}",
        "{\"a\":NaN}",
        "{\"a\":tru}",
        "{\"a\":True}",
        "{\"a\":nulll}",
        "{\"a\":\"\\/\"}",
        "{\"a\":\"\\u0041\"}",
        "{\"a\":\"\\u000A\"}",
        "{\"a\":\"\\u000a\"}",
        "{\"a\":\"\\u001F\"}",
        "{\"a\":\"\\ud800\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\",
        "{\"a\":\"\\u00",
        "{\"a\":\"\n\"}",
        "{\"a\":\"\u0000\"}",
        "{\"a\":\"",
        "{\"a\":[}",
        "{\"a\":[1,]}",
        "{\"a\":[1}",
        "{\"a\":'x'}",
        "{\"a\":1/**/}",
        "\ufeff{}"
      })
  void refusesEveryOtherForm(String line) {
    assertThatThrownBy(() -> JsonLine.read("line", Bytes.utf8(line)))
        .isInstanceOf(MalformedInput.class);
    assertThat(acceptedBySlowReader(Bytes.utf8(line))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"a\":-2e330431493504}", "{\"a\":1e99999999999}", "{\"a\":1e-2147483650}"})
  void endsInMalformedInputForExponentsThatNoNumberHas(String text) {
    assertThatThrownBy(() -> JsonLine.read("line", Bytes.utf8(text)))
        .isInstanceOf(MalformedInput.class);
    assertThatThrownBy(() -> Json.read("json", Bytes.utf8(text)))
        .isInstanceOf(MalformedInput.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "80", "c0af", "c1bf", "e08080", "e09fbf", "eda080", "edbfbf", "f08080af", "f08fbfbf",
        "f4908080", "f5808080", "ff", "c3", "e282", "f09f98", "c328", "e228a1", "f0288cbc"
      })
  void refusesMalformedUtf8(String hex) {
    Bytes line = Bytes.concat(Bytes.utf8("{\"a\":\""), Bytes.ofHex(hex), Bytes.utf8("\"}"));
    assertThatThrownBy(() -> JsonLine.read("line", line)).isInstanceOf(MalformedInput.class);
    assertThat(acceptedBySlowReader(line)).isFalse();
  }

  @Test
  void boundsDepthAndLength() throws MalformedInput {
    JsonLine.read("line", Bytes.utf8(nested(15)));
    assertThatThrownBy(() -> JsonLine.read("line", Bytes.utf8(nested(16))))
        .isInstanceOf(MalformedInput.class);
    assertThatThrownBy(() -> JsonLine.read("line", Bytes.utf8(nested(10_000))))
        .isInstanceOf(MalformedInput.class);
    String longest = "{\"a\":\"" + "x".repeat(65_535 - 8) + "\"}";
    JsonLine.read("line", Bytes.utf8(longest));
    assertThatThrownBy(() -> JsonLine.read("line", Bytes.utf8(longest.replaceFirst("x", "xx"))))
        .isInstanceOf(MalformedInput.class);
  }

  /** An object that holds this many arrays, one in the other. */
  private static String nested(int arrays) {
    return "{\"a\":" + "[".repeat(arrays) + "]".repeat(arrays) + "}";
  }

  @Test
  void agreesWithTheSlowReaderAndAnotherCanonicalizerOnGeneratedObjects() throws Exception {
    Random random = new Random(7);
    for (int i = 0; i < 3000; i++) {
      Bytes line = Jcs.encode(object(random, 0));
      assertThat(new JsonCanonicalizer(line.utf8()).getEncodedString()).isEqualTo(line.utf8());
      assertThat(JsonLine.read("line", line).bytes()).isEqualTo(line);
    }
  }

  @Test
  void agreesWithTheSlowReaderOnEveryMutation() {
    Random random = new Random(11);
    int taken = 0;
    for (int i = 0; i < 1500; i++) {
      byte[] line = Jcs.encode(object(random, 0)).toArray();
      for (int m = 0; m < 40; m++) {
        byte[] b = mutate(line, random);
        boolean fast = acceptedByScanner(Bytes.of(b));
        assertThat(fast).as(Bytes.of(b).utf8()).isEqualTo(acceptedBySlowReader(Bytes.of(b)));
        taken += fast ? 1 : 0;
      }
    }
    assertThat(taken).isBetween(1000, 59_000); // both answers were met often
  }

  private static byte[] mutate(byte[] line, Random random) {
    byte[] b = line.clone();
    byte[] alphabet = "{}[]:,\"\\0123456789-abcuntrfl \n\u0001".getBytes(StandardCharsets.UTF_8);
    int at = random.nextInt(b.length);
    switch (random.nextInt(4)) {
      case 0 -> b[at] = (byte) random.nextInt(256);
      case 1 -> b[at] = alphabet[random.nextInt(alphabet.length)];
      case 2 -> b[at] ^= (byte) (1 << random.nextInt(8));
      default -> {
        byte t = b[at];
        b[at] = b[b.length - 1 - at];
        b[b.length - 1 - at] = t;
      }
    }
    return b;
  }

  private static ObjectNode object(Random random, int depth) {
    ObjectNode o = Json.object();
    for (int n = random.nextInt(5); n > 0; n--) {
      o.set(text(random), value(random, depth + 1));
    }
    return o;
  }

  private static JsonNode value(Random random, int depth) {
    ObjectNode holder = Json.object();
    return switch (random.nextInt(depth > 4 ? 5 : 7)) {
      case 0 -> holder.numberNode(random.nextLong() >> 11 + random.nextInt(52));
      case 1 -> holder.booleanNode(random.nextBoolean());
      case 2 -> holder.nullNode();
      case 3, 4 -> holder.textNode(text(random));
      case 5 -> object(random, depth);
      default -> {
        ArrayNode a = holder.arrayNode();
        for (int n = random.nextInt(4); n > 0; n--) {
          a.add(value(random, depth + 1));
        }
        yield a;
      }
    };
  }

  private static String text(Random random) {
    int[] kinds = {0x20, 0x7f, 0x100, 0x800, 0xd7ff, 0xffff, 0x1ffff};
    StringBuilder s = new StringBuilder();
    for (int n = random.nextInt(14); n > 0; n--) {
      int c = random.nextInt(kinds[random.nextInt(kinds.length)]);
      s.appendCodePoint(
          c >= 0xd800 && c <= 0xdfff ? 'a' : random.nextInt(3) == 0 ? c : 'a' + c % 26);
    }
    return s.toString();
  }

  private static boolean acceptedByScanner(Bytes line) {
    try {
      JsonLine.read("line", line);
      return true;
    } catch (MalformedInput e) {
      return false;
    }
  }

  private static boolean acceptedBySlowReader(Bytes line) {
    try {
      JsonNode n = Json.read("line", line);
      return n.isObject() && Jcs.isCanonical(line, n) && depth(n) <= 16;
    } catch (MalformedInput e) {
      return false;
    }
  }

  private static int depth(JsonNode n) {
    int deepest = 0;
    for (JsonNode c : n) {
      deepest = Math.max(deepest, depth(c));
    }
    return n.isContainerNode() ? deepest + 1 : 0;
  }

  @Test
  void givesTheOutermostFieldsWithTheirKinds() throws MalformedInput {
    Bytes frame =
        Bytes.utf8(
            "xx{\"a\":\"q\\\"\\u0001é\",\"b\":-12,\"c\":{\"d\":{\"e\":\"}\"}},\"f\":[{\"g\":\"}{\"},"
                + "{}],\"h\":[1],\"i\":[],\"j\":true}yy");
    JsonLine l = JsonLine.read("line", frame, 2, frame.length() - 2);
    assertThat(l.names()).containsExactly("a", "b", "c", "f", "h", "i", "j");
    assertThat(l.text("a")).contains("q\"\u0001é");
    assertThat(l.integer("b")).hasValue(-12);
    assertThat(l.object("c").orElseThrow().object("d").orElseThrow().text("e")).contains("}");
    List<JsonLine> f = l.objects("f").orElseThrow();
    assertThat(f).hasSize(2);
    assertThat(f.get(0).text("g")).contains("}{");
    assertThat(f.get(1).names()).isEmpty();
    assertThat(l.objects("h")).isEmpty();
    assertThat(l.objects("i").orElseThrow()).isEmpty();
    assertThat(l.raw("j")).contains(Bytes.utf8("true"));
    assertThat(l.has("d")).isFalse();
    assertThat(l.text("b")).isEmpty();
    assertThat(l.integer("a")).isEmpty();
    assertThat(l.object("a")).isEmpty();
  }
}

package dev.attestry.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ShapeTest {

  /** The regular expressions of the chain's specification. */
  private static final Map<Shape, Pattern> SAME =
      Map.of(
          Limits.NAME,
          Pattern.compile("[a-z0-9-]{1,64}"),
          Limits.COMPONENT,
          Pattern.compile("@?[a-z0-9][a-z0-9._/-]{0,127}"),
          Limits.OPERATION,
          Pattern.compile("[A-Za-z0-9@._/:-]{1,200}"),
          Limits.NI,
          Pattern.compile("ni:///sha-384;[A-Za-z0-9_-]{64}"),
          Limits.WORD,
          Pattern.compile("[a-z0-9][a-z0-9._-]{0,127}"),
          Limits.ASCII,
          Pattern.compile("[ !#-\\[\\]-~]{1,255}"),
          Limits.VKEY,
          Pattern.compile("[!-~]{1,2000}"),
          Shape.of("[a-z0-9._/-]", 0, 128).afterOptional("@"),
          Pattern.compile("@?[a-z0-9._/-]{0,128}"));

  private static void agree(String s) {
    SAME.forEach(
        (shape, pattern) ->
            assertThat(shape.matches(s)).as(s).isEqualTo(pattern.matcher(s).matches()));
  }

  @Test
  void agreesWithTheRegularExpressionAtEveryLength() {
    for (String prefix : new String[] {"", "@", "@@", "ni:///sha-384;", "\"", "a\n"}) {
      for (int n = 0; n <= 260; n++) {
        agree(prefix + "a".repeat(n));
      }
    }
    agree("a".repeat(2000));
    agree("a".repeat(2001));
  }

  @Test
  void agreesWithTheRegularExpressionOnEveryCharacterInEveryPlace() {
    for (char c = 0; c < 0x300; c++) {
      agree("" + c);
      agree(c + "a");
      agree("a" + c);
      agree("a" + c + "b");
      agree("@" + c);
      agree("ni:///sha-384;" + c + "A".repeat(63));
    }
  }

  @Test
  void agreesWithTheRegularExpressionOnRandomTexts() {
    Random random = new Random(7);
    String letters = "aZ09-_./:@ \"\\~!\u00e9";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder s = new StringBuilder();
      for (int n = random.nextInt(5); n > 0; n--) {
        s.append(letters.charAt(random.nextInt(letters.length())));
      }
      agree(s.toString());
    }
  }
}

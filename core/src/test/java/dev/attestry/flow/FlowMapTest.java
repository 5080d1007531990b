package dev.attestry.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.DocumentProblem;
import dev.attestry.codec.InvalidDocument;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FlowMapTest {

  static FlowMap map(String rest) throws InvalidDocument {
    return FlowMap.of(json(rest));
  }

  static ObjectNode json(String rest) {
    try {
      String text = "{'v':'attestry/flow-map/v1','name':'m','version':1," + rest + "}";
      return Json.readObject("test", Bytes.utf8(text.replace('\'', '"')));
    } catch (MalformedInput e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static List<DocumentProblem> problems(String rest) {
    try {
      map(rest);
      return List.of();
    } catch (InvalidDocument e) {
      return e.problems();
    }
  }

  @Test
  void ordersComponentsUpstreamFirst() throws Exception {
    FlowMap m =
        map(
            "'components':{'a':{'upstream':['z']},'z':{'upstream':['m']},'m':{}},"
                + "'flows':{'f':{'components':['a','m','z']}}");
    assertThat(m.components()).extracting(Component::name).containsExactly("m", "z", "a");
    assertThat(m.flow("f").orElseThrow().components()).containsExactly("m", "z", "a");
    assertThat(m.downstream("m")).containsExactly("z", "a");
    assertThat(m.downstream("a")).isEmpty();
  }

  @Test
  void aComponentIsDeeperThanAllThatFeedIt() throws Exception {
    FlowMap m =
        map(
            "'components':{'a':{'upstream':['b','d']},'b':{'upstream':['c']},"
                + "'c':{},'d':{}},'flows':{'f':{'components':['a','b','c','d']}}");
    assertThat(m.depths()).isEqualTo(Map.of("c", 0, "d", 0, "b", 1, "a", 2));
  }

  @Test
  void namesTheCycle() {
    assertThat(
            problems(
                "'components':{'a':{'upstream':['c']},'b':{'upstream':['a']},"
                    + "'c':{'upstream':['b']},'d':{'upstream':['c']}}"))
        .containsExactly(
            new DocumentProblem("/components", "a cycle: a ← c ← b ← a; data cannot feed itself"));
  }

  @Test
  void saysWhichComponentWasMeant() {
    assertThat(problems("'components':{'aws/intake':{},'b':{'upstream':['aws/intak']}}"))
        .containsExactly(
            new DocumentProblem(
                "/components/b/upstream",
                "\"aws/intak\" is not a component of this map; did you mean \"aws/intake\"?"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'components':{} | \"\"",
        "'components':{'A':{}} | /components/A",
        "'components':{'/a':{}} | /components/~1a",
        "'components':{'a':{'upstream':['a']}} | /components",
        "'components':{'a':{'evidence':'nitroo'}} | /components/a/evidence",
        "'components':{'a':{'cloud':'ibm'}} | /components/a/cloud",
        "'components':{'a':{'selector':{'ip':'1'}}} | /components/a/selector/ip",
        "'components':{'a':{'every_seconds':0}} | /components/a/every_seconds",
        "'components':{'a':{'upstream':['b','b']},'b':{}} | /components/a/upstream",
        "'components':{'a':{}},'flows':{'f':{'components':[]}} | /flows/f",
        "'components':{'a':{}},'flows':{'f':{'components':['b']}} | /flows/f/components",
        "'components':{'a':{}},'flows':{'f':{'components':['a'],'require':'none'}} |"
            + " /flows/f/require",
        "'components':{'a':{},'b':{}},'flows':{'f':{'components':['a'],'tolerate_absence_seconds':{'b':5}}}"
            + " | /flows/f/tolerate_absence_seconds/b",
        "'components':{'a':{}},'flow':{} | /flow"
      })
  void refusesWhatItDoesNotUnderstandAndSaysWhere(String rest, String pointer) {
    assertThat(problems(rest)).extracting(DocumentProblem::pointer).containsExactly(pointer);
  }

  @Test
  void fillsInDefaultsAndKeepsItsIdentity() throws Exception {
    FlowMap brief = map("'components':{'a':{}},'flows':{'f':{'components':['a']}}");
    assertThat(brief.lab()).isFalse();
    assertThat(brief.component("a").orElseThrow().every()).isEqualTo(Duration.ofMinutes(5));
    assertThat(brief.flow("f").orElseThrow().window()).isEqualTo(Duration.ofMinutes(10));
    assertThat(FlowMap.parse(brief.canonicalBytes()).id()).isEqualTo(brief.id());
    FlowMap written =
        map(
            "'flows':{'f':{'window_seconds':600,'components':['a'],'require':'affirming'}},"
                + "'components':{'a':{'every_seconds':300,'class':'vm','kind':'vm','upstream':[]}}");
    assertThat(written.id()).isEqualTo(brief.id());
    assertThat(map("'lab':true,'components':{'a':{}},'flows':{'f':{'components':['a']}}").id())
        .isNotEqualTo(brief.id());
  }
}

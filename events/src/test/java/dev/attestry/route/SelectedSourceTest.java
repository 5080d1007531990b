package dev.attestry.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.evidence.Challenge;
import dev.attestry.evidence.Evidence;
import dev.attestry.route.GuestScript.NoAnswer;
import dev.attestry.scheme.Schemes;
import dev.attestry.sweep.Collected;
import dev.attestry.sweep.Collected.Reason;
import dev.attestry.sweep.Target;
import dev.attestry.trust.Collateral;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A tag or a group stands for the one instance that it names, and for no more. */
final class SelectedSourceTest {

  private static final Challenge CHALLENGE =
      new Challenge(
          "log.example/1", 0, Bytes.zeros(32), "aws/c", Bytes.zeros(16), Optional.empty());

  private final List<String> asked = new ArrayList<>();

  private Collected collect(SelectedSource.Instances instances, String selector, String url)
      throws InterruptedException {
    return collect(instances, selector, url, "nitro");
  }

  private Collected collect(
      SelectedSource.Instances instances, String selector, String url, String scheme)
      throws InterruptedException {
    Target target =
        new Target(
            "aws/c",
            selector,
            "role=intake",
            Schemes.named(scheme).orElseThrow(),
            Json.object(),
            url.isEmpty() ? Optional.empty() : Optional.of(url));
    return new SelectedSource(
            instances,
            HttpsRoute.withPlainLoopback(Duration.ofSeconds(1), new Random(1))::asks,
            (t, c) -> {
              asked.add(t.instance());
              return new Collected.Received(
                  Evidence.of("x/y", Map.of("document", Bytes.EMPTY)), Collateral.NONE);
            })
        .collect(target, CHALLENGE);
  }

  @Test
  void theOneInstanceIsAskedAndNamed() throws Exception {
    Collected c = collect((how, value) -> List.of(how + ":" + value + ":i-1"), "tag", "");
    assertThat(asked).containsExactly("tag:role=intake:i-1");
    assertThat(((Collected.Received) c).instance()).contains("tag:role=intake:i-1");
  }

  @Test
  void noInstanceIsAGap() throws Exception {
    Collected.Failed f = (Collected.Failed) collect((how, value) -> List.of(), "group", "");
    assertThat(f.reason()).isEqualTo(Reason.NO_INSTANCE);
    assertThat(asked).isEmpty();
  }

  /** The good answer of one would cover the bad machine beside it. */
  @Test
  void severalInstancesAreAGap() throws Exception {
    Collected.Failed f =
        (Collected.Failed) collect((how, value) -> List.of("i-1", "i-2"), "group", "");
    assertThat(f.reason()).isEqualTo(Reason.REFUSED);
    assertThat(f.detail()).contains("2 instances");
    assertThat(asked).isEmpty();
  }

  @Test
  void whatCannotBeResolvedIsAGapThatSaysWhy() throws Exception {
    Collected.Failed f =
        (Collected.Failed)
            collect(
                (how, value) -> {
                  throw new NoAnswer(Reason.UNREACHABLE, "throttled");
                },
                "tag",
                "");
    assertThat(f.detail()).isEqualTo("throttled");
  }

  @Test
  void anIdAndAUrlAreNotResolved() throws Exception {
    collect((how, value) -> List.of("other"), "id", "");
    collect((how, value) -> List.of("other"), "tag", "https://guest.example/");
    assertThat(asked).containsExactly("role=intake", "role=intake");
  }

  /** The provider is asked about an instance, whatever stands at a url beside the tag. */
  @Test
  void whatTheProviderSaysIsOfTheInstanceThatTheTagNames() throws Exception {
    for (String scheme : List.of("posture", "gce-shielded-vm")) {
      collect((how, value) -> List.of("i-1"), "tag", "https://guest.example/", scheme);
    }
    assertThat(asked).containsExactly("i-1", "i-1");
  }

  /** On one machine no provider is there to be asked what a tag names. */
  @Test
  void aLabsAttesterOnThisMachineIsAskedWhateverTheTagNames() throws Exception {
    collect((how, value) -> List.of("i-1"), "tag", "http://127.0.0.1:1/", "posture");
    assertThat(asked).containsExactly("role=intake");
  }
}

package dev.attestry.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attestry.bucket.VersionListing.Versions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class VersionListingTest {

  /** Key, version, and whether it is current: of a store that has no markers. */
  private static final List<String> SEEN =
      List.of("k/0 1 +", "k/1 2 -", "k/1 5 +", "k/2 3 -", "k/2 4 -", "k/2 6 -", "k/3 7 +");

  /** As many of them on each page. */
  private static VersionListing.Pages pages(int size) {
    List<String> left = new ArrayList<>(SEEN);
    return into -> {
      for (int i = 0; i < size && !left.isEmpty(); i++) {
        String[] w = left.removeFirst().split(" ", -1);
        into.add(w[0], v -> v.with(w[1], w[2].equals("+")));
      }
      return !left.isEmpty();
    };
  }

  @Test
  void versionsThatPagesCutAreCountedAsOneName() throws IOException {
    for (int size = 1; size <= SEEN.size(); size++) {
      List<String> all = new ArrayList<>();
      VersionListing.of(pages(size))
          .forEachRemaining(
              v ->
                  all.add(
                      v.key()
                          + " "
                          + v.oldest().orElse("")
                          + " "
                          + v.objects()
                          + " "
                          + v.markers()));
      assertThat(all).containsExactly("k/0 1 1 0", "k/1 2 2 0", "k/2 3 3 1", "k/3 7 1 0");
    }
  }

  @Test
  void theVersionsOfOneKeyAreNotThoseOfAKeyThatBeginsLikeIt() throws IOException {
    assertThat(VersionListing.of("k/2", pages(2)).objects()).isZero();
    assertThat(VersionListing.of("k/0", pages(1)).single()).isTrue();
  }

  /** In whatever order a store answers: the smallest id is the object, the rest came past us. */
  @Test
  void theOldestDoesNotDependOnTheOrder() {
    Versions v = Versions.none("k").with("5", true).with("2", false).with("3", false);
    assertThat(v.oldest()).contains("2");
    assertThat(v.markers()).isZero();
    assertThat(Versions.none("k").with("2", false).with("3", false).markers()).isEqualTo(1);
  }

  @Test
  void aPageThatFailsEndsTheListing() throws IOException {
    VersionListing l =
        VersionListing.of(
            new VersionListing.Pages() {
              private boolean second;

              @Override
              public boolean next(VersionListing into) throws IOException {
                if (second) {
                  throw new IOException("gone");
                }
                second = true;
                into.add("k/0", v -> v.with("1", true));
                return true;
              }
            });
    assertThatThrownBy(l::hasNext).isInstanceOf(UncheckedIOException.class);
  }
}

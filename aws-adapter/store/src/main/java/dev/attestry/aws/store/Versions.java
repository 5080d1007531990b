package dev.attestry.aws.store;

import java.util.Optional;

/**
 * All that a bucket keeps under one key.
 *
 * @param oldest version id of the oldest object version; empty where there are only markers
 * @param objects how many versions are objects
 * @param markers how many are delete markers
 */
record Versions(String key, Optional<String> oldest, int objects, int markers) {

  static Versions none(String key) {
    return new Versions(key, Optional.empty(), 0, 0);
  }

  /** With one more object, older than those before; listings go from the newest to the oldest. */
  Versions withOlder(String version) {
    return new Versions(key, Optional.of(version), objects + 1, markers);
  }

  Versions withMarker() {
    return new Versions(key, oldest, objects, markers + 1);
  }

  /** One object and nothing else: how it must be. */
  boolean single() {
    return objects == 1 && markers == 0;
  }
}

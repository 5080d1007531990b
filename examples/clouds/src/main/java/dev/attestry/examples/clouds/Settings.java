package dev.attestry.examples.clouds;

import dev.attestry.lab.TrialLog;
import java.util.HashMap;
import java.util.Map;

/** What the functions of all clouds are told alike. */
final class Settings {

  private Settings() {}

  /**
   * Variables.
   *
   * @param cloud whose functions they are for
   */
  static Map<String, String> of(TrialLog log, DemoMap map, String cloud) {
    Map<String, String> all = new HashMap<>();
    all.put("ATTESTRY_SHARD", log.shard());
    all.put("ATTESTRY_GENESIS", log.genesis().hex());
    all.put("ATTESTRY_CLOUD", cloud);
    all.put("ATTESTRY_WRITER", cloud + "-commit");
    all.put("ATTESTRY_MAP", map.map().name());
    all.put("ATTESTRY_POLICY", map.policy().name());
    all.put("ATTESTRY_BUCKET_MODE", "GOVERNANCE");
    all.put("ATTESTRY_PLAIN_LOOPBACK", "1");
    return all;
  }
}

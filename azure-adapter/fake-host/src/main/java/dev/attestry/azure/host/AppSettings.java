package dev.attestry.azure.host;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The settings of an app, which are its environment too. */
record AppSettings(Map<String, String> all) {

  private static final Pattern NAME = Pattern.compile("%([^%]+)%");

  String required(String name) {
    String value = all.getOrDefault(name, "");
    if (value.isEmpty()) {
      throw new IllegalArgumentException("app setting " + name + " is missing");
    }
    return value;
  }

  /** Whether a function's trigger is switched off; by the master key it runs all the same. */
  boolean disabled(String function) {
    return all.getOrDefault("AzureWebJobs." + function + ".Disabled", "").equalsIgnoreCase("true");
  }

  /** A binding expression: {@code %NAME%} is the setting of that name. */
  String resolve(String expression) {
    return NAME.matcher(expression).replaceAll(m -> Matcher.quoteReplacement(required(m.group(1))));
  }
}

package dev.attestry.events;

import dev.attestry.flow.Component;
import java.util.Locale;

/**
 * A component's selector against what an event says. An event that does not say tags or group
 * cannot meet a selector by tag or group: the schedule checks that component.
 */
record Selection(Component component) {

  private static final String SCALING_GROUP = "aws:autoscaling:groupName";

  boolean names(ProviderEvent e) {
    return named("id", e) || named("group", e) || tagged(e) || grouped(e);
  }

  private boolean named(String selector, ProviderEvent e) {
    String wanted = component.selector().get(selector);
    if (wanted == null || wanted.isEmpty()) {
      return false;
    }
    String name = ResourceNames.of(e.cloud(), wanted);
    return e.resources().contains(name) || e.resources().stream().anyMatch(r -> under(name, r, e));
  }

  /** Azure: what belongs to a resource, as its extensions, has an id that begins with its own. */
  private static boolean under(String name, String resource, ProviderEvent e) {
    return e.cloud().equals(ResourceNames.AZURE)
        && name.startsWith("/")
        && resource.startsWith(name + "/");
  }

  private boolean tagged(ProviderEvent e) {
    String tag = component.selector().getOrDefault("tag", "");
    int equals = tag.indexOf('=');
    return equals > 0 && tag.substring(equals + 1).equals(e.tags().get(tag.substring(0, equals)));
  }

  /** The name of an Auto Scaling group, or of a resource group. */
  private boolean grouped(ProviderEvent e) {
    String group = component.selector().getOrDefault("group", "");
    if (group.isEmpty()) {
      return false;
    }
    String part = "/resourcegroups/" + group.toLowerCase(Locale.ROOT) + "/";
    return group.equals(e.tags().get(SCALING_GROUP))
        || e.cloud().equals(ResourceNames.AZURE)
            && e.resources().stream().anyMatch(r -> r.contains(part));
  }
}

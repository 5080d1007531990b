package dev.attestry.mutation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a boot log may still say where an event's text was changed.
 *
 * @param shorter lists that may lose what stands on them
 * @param weaker members that may say less
 */
record BootSaid(Set<String> shorter, Set<String> weaker) {

  /** No register knows the label that says which of GRUB's texts is the command line. */
  static final BootSaid WITHOUT_A_LINE = new BootSaid(Set.of("kernel_command_lines"), Set.of());

  /** The text is no more what was measured: it says nothing. */
  static final BootSaid WITHOUT_THE_EVENT =
      new BootSaid(
          Set.of(
              "kernel_command_lines",
              "authorities",
              "authority_variables",
              "db_certificates",
              "dbx_hashes"),
          Set.of("secure_boot", "secure_boot_reason", "events_with_measured_data"));

  /** The only event of a register is said to be none: the log knows nothing of the register. */
  static final BootSaid WITHOUT_THE_REGISTER =
      new BootSaid(
          Set.of(
              "sha1",
              "sha256",
              "sha384",
              "sha512",
              "applications",
              "drivers",
              "mok",
              "kernel_command_lines",
              "authorities",
              "authority_variables",
              "db_certificates",
              "dbx_hashes"),
          Set.of("secure_boot", "secure_boot_reason", "separators", "events_with_measured_data"));

  boolean holds(Mutant m) {
    JsonNode before = Mutant.said(m.before());
    JsonNode after = Mutant.said(m.after());
    return within("", before, after) && (m.of("ccel") || noneIsKeptQuietAbout(before, after));
  }

  /** An authority in PCR7 that is not told stands there by its event's digest. */
  private static boolean noneIsKeptQuietAbout(JsonNode before, JsonNode after) {
    int told = after.at("/boot/authorities").size();
    return told == 0 || told >= before.at("/boot/authorities").size();
  }

  private boolean within(String name, JsonNode before, JsonNode after) {
    if (after.isObject()) {
      return after.properties().stream()
          .allMatch(e -> within(e.getKey(), before.path(e.getKey()), e.getValue()));
    }
    if (shorter.contains(name)) {
      List<JsonNode> more = new ArrayList<>();
      after.forEach(more::add);
      before.forEach(more::remove);
      return more.size() <= (name.equals("authorities") ? 1 : 0);
    }
    return before.equals(after) || weaker.contains(name) && less(name, before, after);
  }

  private static boolean less(String name, JsonNode before, JsonNode after) {
    return switch (name) {
      case "secure_boot" -> after.asText().equals("unproved");
      case "separators" -> after.asText().equals("missing");
      case "events_with_measured_data" -> after.asLong() < before.asLong();
      default -> true;
    };
  }
}

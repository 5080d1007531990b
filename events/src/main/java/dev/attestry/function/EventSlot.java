package dev.attestry.function;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.events.ProviderEvent;
import dev.attestry.flow.Component;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The slot of a provider's event: {@code event:<cloud>:<operation id>:<components>}. The same for
 * all events of one operation on the same components, and of another one for others: an event that
 * is forged with a real operation's id cannot take the place of the real one.
 */
final class EventSlot {

  /** What an id may hold (chain §1.1), less what marks a hash; leaves room for the map's name. */
  private static final Pattern READABLE = Pattern.compile("(?!h:)[A-Za-z0-9@._/:-]{1,80}");

  private EventSlot() {}

  static String of(ProviderEvent e, List<Component> concerned) {
    String id = e.operationId();
    String operation = READABLE.matcher(id).matches() ? id : "h:" + hash(id, 32);
    // No name of a component holds a space.
    String names =
        concerned.stream().map(Component::name).sorted().collect(Collectors.joining(" "));
    return "event:" + e.cloud() + ":" + operation + ":" + hash(names, 12);
  }

  private static String hash(String text, int digits) {
    return HashAlgorithm.SHA256.digest(Bytes.utf8(text)).hex().substring(0, digits);
  }
}

package dev.attestry.lab.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.HashAlgorithm;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A machine of {@link FakeComputeEngine}: its metadata, and what its guest wrote. */
public final class FakeMachine {

  private static final String SWITCH = "enable-guest-attributes";

  /** As Google writes times. */
  private static final String MADE = "2026-01-02T03:04:05.678-08:00";

  private final String name;
  private final String id;
  private final ObjectNode identity;
  private final Map<String, String> items = new LinkedHashMap<>();
  private final Map<String, String> labels = new HashMap<>();
  private final SortedMap<String, String> attributes = new TreeMap<>();
  private final List<Consumer<String>> agents = new ArrayList<>();
  private String status = "RUNNING";
  private Optional<Instant> stopped = Optional.empty();
  private int conflicts;

  FakeMachine(String name, String id, Bytes identity) {
    this.name = name;
    this.id = id;
    try {
      this.identity = Json.readObject("identity", identity);
    } catch (MalformedInput e) {
      throw new IllegalArgumentException(e);
    }
    items.put(SWITCH, "TRUE");
  }

  /** Sets one item of the metadata, as somebody else does. */
  public synchronized void item(String key, String value) {
    items.put(key, value);
    notifyAll();
  }

  /** An item's value; empty where there is none. */
  public synchronized Optional<String> item(String key) {
    return Optional.ofNullable(items.get(key));
  }

  /** Whether it runs. */
  public synchronized void status(String now) {
    status = now;
  }

  /** When it was last stopped, to be started since. */
  public synchronized void stopped(Instant at) {
    stopped = Optional.of(at);
  }

  /** Sets a label; {@code group} stands for the instance group that it is in. */
  public synchronized void label(String key, String value) {
    labels.put(key, value);
  }

  synchronized String label(String key) {
    return labels.getOrDefault(key, "");
  }

  synchronized boolean runs() {
    return status.equals("RUNNING");
  }

  /** How often somebody else changes the metadata just before we do. */
  public synchronized void conflicts(int count) {
    conflicts = count;
  }

  /** Writes {@code attestry/KEY}, as a guest does. */
  public synchronized void write(String key, String value) {
    attributes.put(key, value);
  }

  /** An agent inside of the test: is called with each request that comes in through metadata. */
  public synchronized void agent(Consumer<String> agent) {
    agents.add(agent);
  }

  /** Keys in the namespace {@code attestry}. */
  public synchronized Set<String> written() {
    return Set.copyOf(attributes.keySet());
  }

  synchronized boolean writable() {
    return items.getOrDefault(SWITCH, "").equalsIgnoreCase("true");
  }

  synchronized SortedMap<String, String> attributes() {
    return new TreeMap<>(attributes);
  }

  synchronized void delete(String key) {
    attributes.remove(key);
  }

  /** Waits until an item is another than the one with this tag, so many milliseconds at most. */
  synchronized Optional<String> await(String key, String tag, long millis)
      throws InterruptedException {
    long until = System.currentTimeMillis() + millis;
    while (tag.equals(tag(items.getOrDefault(key, "")))) {
      long left = until - System.currentTimeMillis();
      if (left <= 0) {
        break;
      }
      wait(left);
    }
    return item(key);
  }

  static String tag(String value) {
    return HashAlgorithm.SHA256.digest(Bytes.utf8(value)).hex().substring(0, 16);
  }

  private String fingerprint() {
    return Base64.getUrlEncoder()
        .encodeToString(
            HashAlgorithm.SHA256.digest(Bytes.utf8(items.toString())).slice(0, 8).toArray());
  }

  synchronized ObjectNode describe() {
    ObjectNode o = Json.object().put("kind", "compute#instance").put("id", id);
    o.put("name", name.substring(name.lastIndexOf('/') + 1)).put("status", status);
    o.put("creationTimestamp", MADE);
    stopped.ifPresent(
        at -> o.put("lastStopTimestamp", at.atOffset(ZoneOffset.ofHours(-8)).toString()));
    ObjectNode m = o.putObject("metadata").put("kind", "compute#metadata");
    ArrayNode list = m.put("fingerprint", fingerprint()).putArray("items");
    items.forEach((k, v) -> list.addObject().put("key", k).put("value", v));
    return o;
  }

  ObjectNode identity() {
    return identity.deepCopy();
  }

  /** Replaces the metadata; false where the fingerprint is not that of what stands there. */
  synchronized boolean replace(JsonNode metadata) {
    if (conflicts > 0) {
      conflicts--;
      items.put("changed-by-others", Integer.toString(conflicts));
    }
    if (!metadata.path("fingerprint").asText().equals(fingerprint())) {
      return false;
    }
    String before = items.getOrDefault("attestry-request", "");
    items.clear();
    metadata
        .path("items")
        .forEach(i -> items.put(i.path("key").asText(), i.path("value").asText()));
    notifyAll();
    String request = items.getOrDefault("attestry-request", "");
    if (!request.equals(before)) {
      agents.forEach(a -> Thread.ofVirtual().start(() -> a.accept(request)));
    }
    return true;
  }
}

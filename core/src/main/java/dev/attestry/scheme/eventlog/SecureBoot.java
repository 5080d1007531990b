package dev.attestry.scheme.eventlog;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What PCR7, or RTMR0, says of Secure Boot (PFP 1.06, 3.3.4.8): the variables before the separator,
 * and the authorities that allowed what was loaded. The variable alone is not enough: firmware
 * exists that says 1 and loads an image that nobody checked. An authority that the log does not
 * tell stands among them by the digest of its event, so that none can be kept from a policy.
 */
final class SecureBoot {

  private static final Set<String> DATABASES = Set.of("PK", "KEK", "db", "dbx");
  private static final int OWNER = 16;

  private final List<Integer> switches = new ArrayList<>();
  private final Map<String, Bytes> variables = new LinkedHashMap<>();
  private final List<Bytes> certificates = new ArrayList<>();
  private final List<Bytes> forbidden = new ArrayList<>();
  private final Set<String> authorityVariables = new LinkedHashSet<>();
  private final List<Bytes> authorities = new ArrayList<>();
  private final List<Bytes> unread = new ArrayList<>();
  private Optional<String> sbatLevel = Optional.empty();
  private Optional<String> problem = Optional.empty();
  private boolean separated;
  private final Registers registers;
  private final String register;

  private SecureBoot(Registers registers) {
    this.registers = registers;
    this.register = registers.name(registers.of(7));
  }

  static SecureBoot of(List<MeasuredEvent> events, Registers registers) {
    SecureBoot s = new SecureBoot(registers);
    events.stream().filter(e -> e.pcr() == registers.of(7)).forEach(s::take);
    return s;
  }

  private void take(MeasuredEvent e) {
    Optional<Separator> separator = Separator.of(e);
    separated |= separator.filter(Separator.END::equals).isPresent();
    if (separator.filter(Separator.ERROR::equals).isPresent()) {
      problem = Optional.of(register + " holds the separator of a firmware error");
    }
    if (e.data().isPresent()) {
      UefiVariable.of(e.data().get()).ifPresent(this::take);
    } else if (separated && separator.isEmpty() && registers == Registers.PCRS) {
      // Behind the separator PCR7 holds authorities alone; RTMR0 what firmware has in PCR1, too.
      unread.add(e.digest());
    }
  }

  private void take(UefiVariable v) {
    if (v.is(UefiVariable.GLOBAL, "SecureBoot")) {
      if (separated) {
        problem = Optional.of("SecureBoot was measured after the separator");
      }
      switches.add(v.value().length() == 1 ? v.value().u8(0) : -1);
      return;
    }
    boolean global = v.owner().equals(UefiVariable.GLOBAL);
    boolean security = v.owner().equals(UefiVariable.IMAGE_SECURITY);
    Optional<SignatureLists> lists = SignatureLists.of(v.value());
    if ((global || security) && DATABASES.contains(v.name()) && lists.isPresent()) {
      database(v, lists.get());
    } else if ((security || v.owner().equals(UefiVariable.SHIM)) && lists.isEmpty()) {
      authority(v); // a whole list is a database that was measured, not what allowed an image
    }
  }

  private void database(UefiVariable v, SignatureLists lists) {
    if (separated || variables.putIfAbsent(v.name(), v.value()) != null) {
      problem = Optional.of(v.name() + " was measured twice or after the separator");
      return;
    }
    switch (v.name()) {
      case "db" -> certificates.addAll(lists.certificates());
      case "dbx" -> forbidden.addAll(lists.hashes());
      default -> {
        // PK and KEK: who may change the databases; their hash is enough.
      }
    }
  }

  /** EFI_SIGNATURE_DATA: owner, then certificate or hash; shim also logs bare certificates. */
  private void authority(UefiVariable v) {
    if (v.name().equals("SbatLevel")) {
      sbatLevel = Optional.of(printable(v.value()));
      return;
    }
    boolean bare = v.value().length() > 2 && v.value().u8(0) == 0x30 && v.value().u8(1) == 0x82;
    if (!bare && v.value().length() <= OWNER) {
      return; // a flag of shim's, such as MokListTrusted
    }
    Bytes content = bare ? v.value() : v.value().slice(OWNER, v.value().length());
    authorities.add(
        content.length() == HashAlgorithm.SHA256.length()
            ? content
            : HashAlgorithm.SHA256.digest(content));
    authorityVariables.add(v.name());
  }

  void writeTo(ObjectNode boot) {
    Optional<String> unproved = unproved();
    boot.put(
        "secure_boot", unproved.isPresent() ? "unproved" : switches.get(0) == 1 ? "on" : "off");
    unproved.ifPresent(why -> boot.put("secure_boot_reason", why));
    ArrayNode all = boot.putArray("authorities");
    list(all, authorities);
    list(all, unread);
    authorityVariables.forEach(boot.putArray("authority_variables")::add);
    ObjectNode v = boot.putObject("variables");
    variables.forEach((name, value) -> v.put(name, HashAlgorithm.SHA256.digest(value).hex()));
    list(boot.putArray("db_certificates"), certificates);
    list(boot.putArray("dbx_hashes"), forbidden);
    sbatLevel.ifPresent(s -> boot.put("sbat_level", s));
  }

  private Optional<String> unproved() {
    if (switches.size() != 1) {
      return Optional.of("SecureBoot was measured " + switches.size() + " times");
    }
    if (problem.isPresent()) {
      return problem;
    }
    if (!separated) {
      return Optional.of(register + " has no separator");
    }
    return switch (switches.get(0)) {
      case 0 -> Optional.empty();
      case 1 ->
          authorities.isEmpty()
              ? Optional.of("SecureBoot is 1, but no authority allowed what was loaded")
              : Optional.empty();
      default -> Optional.of("SecureBoot is neither 0 nor 1");
    };
  }

  private static void list(ArrayNode a, List<Bytes> values) {
    values.forEach(v -> a.add(v.hex()));
  }

  private static String printable(Bytes text) {
    String s = new String(text.toArray(), StandardCharsets.ISO_8859_1);
    return s.strip().replaceAll("[^ -~\n]", "?");
  }
}

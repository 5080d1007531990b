package dev.attestry.scheme.eventlog;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a log says of the boot, as far as its registers bear it out. Built from register, order,
 * digests, and data that is its digest's preimage; never from an event's type, which nothing covers
 * (GO-2026-6893).
 */
final class BootMeaning {

  private static final List<Integer> EVERY = List.of(0, 1, 2, 3, 4, 5, 6, 7);

  /** Of the PCRs that share a run-time register, one. */
  private static final List<Integer> MAPPED = List.of(4, 7);

  private static final Bytes EXIT_BOOT_SERVICES =
      Bytes.utf8("Exit Boot Services Returned with Success");

  /**
   * Texts that firmware measures beside the images it starts, where PCR4 and 5 are one register.
   */
  private static final List<Bytes> ACTIONS =
      Stream.of(
              "Calling EFI Application from Boot Option",
              "Returning from EFI Application from Boot Option",
              "Calling INT 19h",
              "Booting to Firmware Application",
              "Exit Boot Services Invocation",
              "Exit Boot Services Returned with Success",
              "Exit Boot Services Returned with Failure")
          .map(Bytes::utf8)
          .toList();

  /** Begins the header of a partition table: no image that runs does. */
  private static final Bytes PARTITION_TABLE = Bytes.utf8("EFI PART");

  private final EventLog log;
  private final Registers registers;
  private final Coverage coverage;
  private final List<MeasuredEvent> events;

  private BootMeaning(
      EventLog log, Registers registers, Coverage coverage, List<MeasuredEvent> events) {
    this.log = log;
    this.registers = registers;
    this.coverage = coverage;
    this.events = events;
  }

  /** The meaning of a log that replays to this coverage. */
  static BootMeaning of(EventLog log, Registers registers, Coverage coverage) {
    List<MeasuredEvent> events = new ArrayList<>();
    for (EventLog.Event e : log.events()) {
      List<HashAlgorithm> banks =
          coverage.banksOf(e.pcr()).stream().filter(b -> e.digest(b).isPresent()).toList();
      if (e.extended() && !banks.isEmpty()) {
        events.add(MeasuredEvent.of(e, banks));
      }
    }
    return new BootMeaning(log, registers, coverage, List.copyOf(events));
  }

  /** The events of replayed registers, in order. */
  List<MeasuredEvent> events() {
    return events;
  }

  void writeTo(ObjectNode boot) {
    SecureBoot.of(events, registers).writeTo(boot);
    digests(boot, "applications", images(4));
    digests(
        boot, "kernel_command_lines", events.stream().filter(e -> CommandLine.is(e, registers)));
    boot.put("separators", separators());
    boot.put(
        "exit_boot_services",
        in(5).anyMatch(e -> e.data().equals(Optional.of(EXIT_BOOT_SERVICES))));
    boot.put("events", log.events().size());
    boot.put(
        "events_with_measured_data", events.stream().filter(e -> e.data().isPresent()).count());
    switch (registers) {
      case PCRS -> pcrs(boot);
      case RTMRS ->
          coverage.pcrs().values().stream()
              .flatMap(Set::stream)
              .map(registers::name)
              .forEach(boot.putArray("replayed")::add);
    }
  }

  /** What only registers of their own tell apart. */
  private void pcrs(ObjectNode boot) {
    ObjectNode replayed = boot.putObject("replayed");
    coverage
        .pcrs()
        .forEach((bank, set) -> set.forEach(replayed.withArray("/" + bank.label())::add));
    digests(boot, "drivers", images(2));
    digests(boot, "mok", in(14));
    boot.put("startup_locality", log.startupLocality());
  }

  /** All that a register holds, but separators, partition tables and the firmware's own words. */
  private Stream<MeasuredEvent> images(int pcr) {
    Set<Bytes> known = new HashSet<>();
    for (HashAlgorithm bank : coverage.banksOf(registers.of(pcr))) {
      ACTIONS.stream().map(bank::digest).forEach(known::add);
    }
    return in(pcr)
        .filter(e -> !known.contains(e.digest()) && Separator.of(e).isEmpty())
        .filter(e -> e.data().filter(d -> d.startsWith(PARTITION_TABLE)).isEmpty());
  }

  /**
   * PFP 1.06, 3.3.2.2: one separator in each of PCR0 to 7 ends what firmware measures; of run-time
   * registers, in each that firmware extends (EDK2, TdTcg2Dxe).
   */
  private String separators() {
    String state = "complete";
    for (int pcr : registers == Registers.PCRS ? EVERY : MAPPED) {
      if (separators(pcr, Separator.ERROR) > 0) {
        return "error";
      }
      long good = separators(pcr, Separator.END);
      if (good > 1) {
        state = "repeated";
      } else if (good == 0 && state.equals("complete")) {
        state = "missing";
      }
    }
    return state;
  }

  private long separators(int pcr, Separator which) {
    return in(pcr).filter(e -> Separator.of(e).equals(Optional.of(which))).count();
  }

  private Stream<MeasuredEvent> in(int pcr) {
    return events.stream().filter(e -> e.pcr() == registers.of(pcr));
  }

  private static void digests(ObjectNode boot, String name, Stream<MeasuredEvent> events) {
    ArrayNode a = boot.putArray(name);
    events.forEach(e -> a.add(e.digest().hex()));
  }
}

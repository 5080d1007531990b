package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

/** A boot that measures itself: every event goes into the registers and into a crypto-agile log. */
public final class MeasuredBoot {

  static final long EV_NO_ACTION = 0x03;
  static final long EV_SEPARATOR = 0x04;
  static final long EV_S_CRTM_VERSION = 0x08;
  static final long EV_IPL = 0x0d;
  static final long EV_EFI_VARIABLE_DRIVER_CONFIG = 0x80000001L;
  static final long EV_EFI_VARIABLE_BOOT = 0x80000002L;
  static final long EV_EFI_BOOT_SERVICES_APPLICATION = 0x80000003L;
  static final long EV_EFI_GPT_EVENT = 0x80000006L;
  static final long EV_EFI_ACTION = 0x80000007L;
  static final long EV_EFI_VARIABLE_AUTHORITY = 0x800000e0L;

  private final LabPcrs pcrs;
  private final IntUnaryOperator register;
  private final LabBytes log = new LabBytes();
  private final List<Extension> extensions = new ArrayList<>();

  private MeasuredBoot(Set<HashAlgorithm> banks, IntUnaryOperator register) {
    this.pcrs = new LabPcrs(banks);
    this.register = register;
  }

  /** A machine that was just switched on: registers reset, the log holds its Spec ID event. */
  public static MeasuredBoot powerOn(Set<HashAlgorithm> banks) {
    return powerOn(banks, pcr -> pcr);
  }

  /**
   * A trust domain that was just launched: SHA-384, and indexes 1 to 4, RTMR0 to RTMR3, in the
   * place of PCRs (UEFI 2.10 section 38.4.1). What would go into PCR0 is in MRTD and not in the
   * log.
   */
  public static MeasuredBoot launched() {
    return powerOn(
        Set.of(HashAlgorithm.SHA384), pcr -> pcr == 1 || pcr == 7 ? 1 : pcr <= 6 ? 2 : 3);
  }

  private static MeasuredBoot powerOn(Set<HashAlgorithm> banks, IntUnaryOperator register) {
    MeasuredBoot b = new MeasuredBoot(banks, register);
    LabBytes spec = new LabBytes().add(Bytes.utf8("Spec ID Event03\0"));
    spec.le(4, 0).u8(0).u8(2).u8(0).u8(2).le(4, b.pcrs.hashes().size());
    b.pcrs.hashes().forEach(h -> spec.le(2, algorithm(h)).le(2, h.length()));
    Bytes data = spec.u8(0).bytes();
    b.log.le(4, 0).le(4, EV_NO_ACTION).add(Bytes.zeros(20)).le(4, data.length()).add(data);
    return b;
  }

  /** Measures the data itself. */
  public MeasuredBoot measure(int pcr, long type, Bytes data) {
    return measure(pcr, type, data, data);
  }

  /** Measures something of which the log's data only tells. */
  public MeasuredBoot measure(int pcr, long type, Bytes measured, Bytes data) {
    return event(pcr, type, h -> h.digest(measured), data, true);
  }

  /** Writes an event into the log that no register knows of. */
  public MeasuredBoot onlyLogged(int pcr, long type, Bytes data) {
    return event(pcr, type, h -> h.digest(data), data, false);
  }

  /** Puts into the registers what the log keeps quiet about. */
  public MeasuredBoot onlyExtended(int pcr, Bytes data) {
    pcrs.hashes().forEach(h -> pcrs.extend(h, register.applyAsInt(pcr), h.digest(data)));
    return this;
  }

  private MeasuredBoot event(
      int pcr, long type, Function<HashAlgorithm, Bytes> digest, Bytes data, boolean extend) {
    int index = register.applyAsInt(pcr);
    log.le(4, index).le(4, type).le(4, pcrs.hashes().size());
    for (HashAlgorithm h : pcrs.hashes()) {
      log.le(2, algorithm(h)).add(digest.apply(h));
      if (extend) {
        pcrs.extend(h, index, digest.apply(h));
        extensions.add(new Extension(h, index, digest.apply(h)));
      }
    }
    log.le(4, data.length()).add(data);
    return this;
  }

  /** What goes into a register of a bank. */
  record Extension(HashAlgorithm bank, int register, Bytes digest) {}

  /** What was measured so far, to be measured by a real TPM too. */
  List<Extension> extensions() {
    return List.copyOf(extensions);
  }

  public Bytes log() {
    return log.bytes();
  }

  public LabPcrs pcrs() {
    return pcrs;
  }

  static int algorithm(HashAlgorithm h) {
    return switch (h) {
      case SHA1 -> 0x0004;
      case SHA256 -> 0x000b;
      case SHA384 -> 0x000c;
      case SHA512 -> 0x000d;
    };
  }
}

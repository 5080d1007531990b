package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.util.Set;
import java.util.function.Function;

/** A boot that measures itself: every event goes into the registers and into a crypto-agile log. */
public final class MeasuredBoot {

  static final long EV_NO_ACTION = 0x03;
  static final long EV_SEPARATOR = 0x04;
  static final long EV_S_CRTM_VERSION = 0x08;
  static final long EV_IPL = 0x0d;
  static final long EV_EFI_VARIABLE_DRIVER_CONFIG = 0x80000001L;
  static final long EV_EFI_VARIABLE_BOOT = 0x80000002L;
  static final long EV_EFI_BOOT_SERVICES_APPLICATION = 0x80000003L;
  static final long EV_EFI_ACTION = 0x80000007L;
  static final long EV_EFI_VARIABLE_AUTHORITY = 0x800000e0L;

  private final LabPcrs pcrs;
  private final LabBytes log = new LabBytes();

  private MeasuredBoot(Set<HashAlgorithm> banks) {
    this.pcrs = new LabPcrs(banks);
  }

  /** A machine that was just switched on: registers reset, the log holds its Spec ID event. */
  public static MeasuredBoot powerOn(Set<HashAlgorithm> banks) {
    MeasuredBoot b = new MeasuredBoot(banks);
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
    pcrs.hashes().forEach(h -> pcrs.extend(h, pcr, h.digest(data)));
    return this;
  }

  private MeasuredBoot event(
      int pcr, long type, Function<HashAlgorithm, Bytes> digest, Bytes data, boolean extend) {
    log.le(4, pcr).le(4, type).le(4, pcrs.hashes().size());
    for (HashAlgorithm h : pcrs.hashes()) {
      log.le(2, algorithm(h)).add(digest.apply(h));
      if (extend) {
        pcrs.extend(h, pcr, digest.apply(h));
      }
    }
    log.le(4, data.length()).add(data);
    return this;
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

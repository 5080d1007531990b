package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.util.Set;

/**
 * A plausible boot of a Linux server: UEFI with Secure Boot, shim, GRUB, kernel. The parts stand
 * alone, so that a test can leave one out or do one twice.
 */
public final class LinuxBoot {

  private LinuxBoot() {}

  /** The whole boot, up to the kernel's start. */
  public static MeasuredBoot typical(Set<HashAlgorithm> banks, String commandLine) {
    MeasuredBoot b = MeasuredBoot.powerOn(banks);
    b.measure(0, MeasuredBoot.EV_S_CRTM_VERSION, utf16("lab 1.0"));
    secureBoot(b, 1);
    separator(b, 7);
    boot(b, commandLine);
    return b;
  }

  /** The Secure Boot policy as firmware measures it: the switch, then the databases. */
  static void secureBoot(MeasuredBoot b, int on) {
    config(b, EfiVariable.GLOBAL, "SecureBoot", Bytes.of(on));
    config(
        b,
        EfiVariable.GLOBAL,
        "PK",
        EfiVariable.list(EfiVariable.X509, EfiVariable.certificate("PK")));
    config(
        b,
        EfiVariable.GLOBAL,
        "KEK",
        EfiVariable.list(EfiVariable.X509, EfiVariable.certificate("KEK")));
    config(
        b,
        EfiVariable.IMAGE_SECURITY,
        "db",
        EfiVariable.list(EfiVariable.X509, EfiVariable.certificate("db")));
    config(
        b,
        EfiVariable.IMAGE_SECURITY,
        "dbx",
        EfiVariable.list(EfiVariable.SHA256, HashAlgorithm.SHA256.digest(utf16("revoked"))));
  }

  /** What follows the policy: other separators, authorities, images, command line. */
  static void boot(MeasuredBoot b, String commandLine) {
    config(
        b,
        1,
        MeasuredBoot.EV_EFI_VARIABLE_BOOT,
        EfiVariable.data(EfiVariable.GLOBAL, "BootOrder", Bytes.of(1, 0)));
    b.measure(
        4, MeasuredBoot.EV_EFI_ACTION, Bytes.utf8("Calling EFI Application from Boot Option"));
    for (int pcr = 0; pcr < 7; pcr++) {
      separator(b, pcr);
    }
    loaders(b, commandLine);
  }

  /** What runs after the firmware: shim, GRUB, kernel. */
  static void loaders(MeasuredBoot b, String commandLine) {
    authority(
        b,
        EfiVariable.IMAGE_SECURITY,
        "db",
        Bytes.concat(EfiVariable.OWNER, EfiVariable.certificate("db")));
    application(b, "shimx64.efi");
    b.measure(14, MeasuredBoot.EV_IPL, Bytes.utf8("lab MOK list"), Bytes.utf8("MokList\0"));
    authority(b, EfiVariable.SHIM, "SbatLevel", Bytes.utf8("sbat,1,2025021800\n"));
    authority(
        b,
        EfiVariable.SHIM,
        "Shim",
        Bytes.concat(EfiVariable.OWNER, EfiVariable.certificate("shim")));
    application(b, "grubx64.efi");
    grub(b, "grub_cmd: ", "linux " + commandLine);
    b.measure(9, MeasuredBoot.EV_IPL, utf16("kernel image"), Bytes.utf8("/vmlinuz\0"));
    grub(b, "kernel_cmdline: ", commandLine);
    b.measure(5, MeasuredBoot.EV_EFI_ACTION, Bytes.utf8("Exit Boot Services Invocation"));
    b.measure(
        5, MeasuredBoot.EV_EFI_ACTION, Bytes.utf8("Exit Boot Services Returned with Success"));
  }

  static void separator(MeasuredBoot b, int pcr) {
    b.measure(pcr, MeasuredBoot.EV_SEPARATOR, Bytes.zeros(4));
  }

  /** An image: its digest is measured, its device path only logged. */
  static void application(MeasuredBoot b, String image) {
    b.measure(
        4,
        MeasuredBoot.EV_EFI_BOOT_SERVICES_APPLICATION,
        Bytes.utf8("image " + image),
        utf16("\\EFI\\BOOT\\" + image));
  }

  static void authority(MeasuredBoot b, Bytes vendor, String name, Bytes value) {
    config(b, 7, MeasuredBoot.EV_EFI_VARIABLE_AUTHORITY, EfiVariable.data(vendor, name, value));
  }

  static void config(MeasuredBoot b, Bytes vendor, String name, Bytes value) {
    config(b, 7, MeasuredBoot.EV_EFI_VARIABLE_DRIVER_CONFIG, EfiVariable.data(vendor, name, value));
  }

  /** GRUB measures the text behind its label. */
  static void grub(MeasuredBoot b, String label, String text) {
    b.measure(8, MeasuredBoot.EV_IPL, Bytes.utf8(text), Bytes.utf8(label + text + "\0"));
  }

  private static void config(MeasuredBoot b, int pcr, long type, Bytes data) {
    b.measure(pcr, type, data);
  }

  private static Bytes utf16(String s) {
    return new LabBytes().utf16(s).bytes();
  }
}

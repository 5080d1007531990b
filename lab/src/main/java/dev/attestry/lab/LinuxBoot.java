package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.util.Set;

/**
 * A plausible boot of a Linux server: UEFI with Secure Boot, shim, GRUB, kernel. The parts stand
 * alone, so that a test can leave one out or do one twice.
 */
public final class LinuxBoot {

  static final Bytes GLOBAL = Bytes.ofHex("61dfe48bca93d211aa0d00e098032b8c");
  static final Bytes IMAGE_SECURITY = Bytes.ofHex("cbb219d73a3d9645a3bcdad00e67656f");
  static final Bytes SHIM = Bytes.ofHex("50ab5d6046e00043abb63dd810dd8b23");

  /** EFI_CERT_X509_GUID and EFI_CERT_SHA256_GUID. */
  private static final Bytes X509 = Bytes.ofHex("a159c0a5e494a74a87b5ab155c2bf072");

  private static final Bytes SHA256 = Bytes.ofHex("2616c4c14c509240aca941f936934328");
  private static final Bytes OWNER = Bytes.utf8("lab owner GUID..");

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
    config(b, GLOBAL, "SecureBoot", Bytes.of(on));
    config(b, GLOBAL, "PK", list(X509, certificate("PK")));
    config(b, GLOBAL, "KEK", list(X509, certificate("KEK")));
    config(b, IMAGE_SECURITY, "db", list(X509, certificate("db")));
    config(b, IMAGE_SECURITY, "dbx", list(SHA256, HashAlgorithm.SHA256.digest(utf16("revoked"))));
  }

  /** What follows the policy: other separators, authorities, images, command line. */
  static void boot(MeasuredBoot b, String commandLine) {
    config(b, 1, MeasuredBoot.EV_EFI_VARIABLE_BOOT, variable(GLOBAL, "BootOrder", Bytes.of(1, 0)));
    b.measure(
        4, MeasuredBoot.EV_EFI_ACTION, Bytes.utf8("Calling EFI Application from Boot Option"));
    for (int pcr = 0; pcr < 7; pcr++) {
      separator(b, pcr);
    }
    loaders(b, commandLine);
  }

  /** What runs after the firmware: shim, GRUB, kernel. */
  static void loaders(MeasuredBoot b, String commandLine) {
    authority(b, IMAGE_SECURITY, "db", Bytes.concat(OWNER, certificate("db")));
    application(b, "shimx64.efi");
    b.measure(14, MeasuredBoot.EV_IPL, Bytes.utf8("lab MOK list"), Bytes.utf8("MokList\0"));
    authority(b, SHIM, "SbatLevel", Bytes.utf8("sbat,1,2025021800\n"));
    authority(b, SHIM, "Shim", Bytes.concat(OWNER, certificate("shim")));
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
    config(b, 7, MeasuredBoot.EV_EFI_VARIABLE_AUTHORITY, variable(vendor, name, value));
  }

  static void config(MeasuredBoot b, Bytes vendor, String name, Bytes value) {
    config(b, 7, MeasuredBoot.EV_EFI_VARIABLE_DRIVER_CONFIG, variable(vendor, name, value));
  }

  /** GRUB measures the text behind its label. */
  static void grub(MeasuredBoot b, String label, String text) {
    b.measure(8, MeasuredBoot.EV_IPL, Bytes.utf8(text), Bytes.utf8(label + text + "\0"));
  }

  private static void config(MeasuredBoot b, int pcr, long type, Bytes data) {
    b.measure(pcr, type, data);
  }

  /** UEFI_VARIABLE_DATA. */
  static Bytes variable(Bytes vendor, String name, Bytes value) {
    return new LabBytes()
        .add(vendor)
        .le(8, name.length())
        .le(8, value.length())
        .utf16(name)
        .add(value)
        .bytes();
  }

  /** EFI_SIGNATURE_LIST with one entry. */
  static Bytes list(Bytes type, Bytes signature) {
    int size = OWNER.length() + signature.length();
    return new LabBytes()
        .add(type)
        .le(4, 28 + size)
        .le(4, 0)
        .le(4, size)
        .add(OWNER)
        .add(signature)
        .bytes();
  }

  /** Stands for a certificate in a signature database; nobody parses it. */
  static Bytes certificate(String name) {
    return Bytes.utf8("certificate of the lab's " + name);
  }

  private static Bytes utf16(String s) {
    return new LabBytes().utf16(s).bytes();
  }
}

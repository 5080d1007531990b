package dev.attestry.lab;

import dev.attestry.codec.Bytes;

/** A plausible boot of Linux in a trust domain, as EDK2 measures it (TdTcg2Dxe): into RTMRs. */
public final class TdBoot {

  private static final long EV_PLATFORM_CONFIG_FLAGS = 0x0a;

  private TdBoot() {}

  /** The whole boot, up to the kernel's start, with Secure Boot. */
  public static MeasuredBoot typical(String commandLine) {
    MeasuredBoot b = MeasuredBoot.launched();
    firmware(b, 1);
    LinuxBoot.loaders(b, commandLine);
    return b;
  }

  /** What the firmware measures: one separator in RTMR0 behind the policy, one in RTMR1. */
  static void firmware(MeasuredBoot b, int secureBoot) {
    b.measure(1, EV_PLATFORM_CONFIG_FLAGS, Bytes.utf8("lab TD HOB"), Bytes.utf8("td_hob\0"));
    LinuxBoot.secureBoot(b, secureBoot);
    LinuxBoot.separator(b, 7);
    Bytes order = Bytes.of(1, 0);
    b.measure(
        1,
        MeasuredBoot.EV_EFI_VARIABLE_BOOT,
        order,
        EfiVariable.data(EfiVariable.GLOBAL, "BootOrder", order));
    b.measure(
        4, MeasuredBoot.EV_EFI_ACTION, Bytes.utf8("Calling EFI Application from Boot Option"));
    LinuxBoot.separator(b, 4);
    b.measure(5, MeasuredBoot.EV_EFI_GPT_EVENT, Bytes.utf8("EFI PART and the lab's partitions"));
  }
}

package dev.attestry.scheme.eventlog;

/**
 * Event types (PC Client Platform Firmware Profile 1.06, 10.4.1). A type is a label that no digest
 * covers: it helps to read an event, it proves nothing.
 */
final class EventType {

  static final long NO_ACTION = 0x00000003L;
  static final long SEPARATOR = 0x00000004L;
  static final long EFI_VARIABLE_DRIVER_CONFIG = 0x80000001L;
  static final long EFI_VARIABLE_BOOT = 0x80000002L;
  static final long EFI_GPT_EVENT = 0x80000006L;
  static final long EFI_ACTION = 0x80000007L;

  private EventType() {}
}

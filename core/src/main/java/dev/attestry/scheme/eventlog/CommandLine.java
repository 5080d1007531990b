package dev.attestry.scheme.eventlog;

import dev.attestry.codec.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Recognises the measurement of a kernel command line by what its digest is the hash of. */
final class CommandLine {

  /** GRUB 2.06 measures the text behind the label, older and distribution builds vary. */
  private static final List<Bytes> LABELS =
      List.of(Bytes.utf8("kernel_cmdline: "), Bytes.utf8("grub_kernel_cmdline "));

  private CommandLine() {}

  /** Whether the event is one; its digest stands for the line. */
  static boolean is(MeasuredEvent e, Registers registers) {
    int at = e.pcr();
    return at == registers.of(8) && grub(e)
        // systemd-stub and -boot measure the line as UTF-16 into PCR12 (uapi-group, TPM PCRs).
        || at == registers.of(12) && e.data().filter(CommandLine::utf16).isPresent()
        // The kernel's EFI stub measures LoadOptions into PCR9 with this tag.
        || at == registers.of(9) && contains(e.text(), "LOADED_IMAGE::LoadOptions");
  }

  private static boolean grub(MeasuredEvent e) {
    for (Bytes label : LABELS) {
      if (e.text().startsWith(label)) {
        int end = e.text().length();
        while (end > label.length() && e.text().u8(end - 1) == 0) {
          end--;
        }
        Bytes line = e.text().slice(label.length(), end);
        return e.measures(line) || e.measures(Bytes.concat(line, Bytes.of(0)));
      }
    }
    return false;
  }

  private static boolean utf16(Bytes data) {
    if (data.length() < 4 || data.length() % 2 != 0) {
      return false;
    }
    String text = new String(data.toArray(), StandardCharsets.UTF_16LE);
    return text.chars().allMatch(c -> c == 0 || c >= ' ' && c < 0x7f);
  }

  private static boolean contains(Bytes text, String wanted) {
    return new String(text.toArray(), StandardCharsets.ISO_8859_1).contains(wanted);
  }
}

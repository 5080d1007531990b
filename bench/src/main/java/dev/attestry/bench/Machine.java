package dev.attestry.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where the figures come from. */
final class Machine {

  private Machine() {}

  static List<String> describe() throws IOException, InterruptedException {
    return List.of(
        "CPU: " + cpu() + ", " + Runtime.getRuntime().availableProcessors() + " of it usable here",
        "System: " + system() + ", kernel " + System.getProperty("os.version"),
        "JVM: " + System.getProperty("java.vm.name") + " " + Runtime.version(),
        "OpenSSL: " + OpenSsl.version(),
        "Load average at the end: " + load());
  }

  private static String cpu() throws IOException {
    return line("/proc/cpuinfo", "model name").orElse("unknown")
        + line("/proc/cpuinfo", "flags").map(Machine::vectorUnits).orElse("");
  }

  private static String vectorUnits(String flags) {
    List<String> all = List.of(flags.split(" ", -1));
    return " ("
        + String.join(
            " ",
            List.of("avx2", "avx512f", "avx512ifma", "avx_ifma", "sha_ni").stream()
                .filter(all::contains)
                .toList())
        + ")";
  }

  private static String system() throws IOException {
    return line("/etc/os-release", "PRETTY_NAME")
        .map(s -> s.replace("\"", ""))
        .orElse(System.getProperty("os.name"));
  }

  private static String load() throws IOException {
    Path file = Path.of("/proc/loadavg");
    return Files.exists(file) ? Files.readString(file).split(" ", -1)[0] : "unknown";
  }

  private static Optional<String> line(String file, String key) throws IOException {
    Path path = Path.of(file);
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    return Files.readAllLines(path).stream()
        .filter(l -> l.startsWith(key))
        .map(l -> l.substring(l.indexOf(l.contains(":") ? ':' : '=') + 1).strip())
        .findFirst();
  }
}

package dev.attestry.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What {@code openssl speed} does on this core: verifies per CPU second, one process. */
final class OpenSsl {

  private static final List<String> ALGORITHMS =
      List.of("ecdsap384", "ecdsap256", "rsa2048", "rsa4096");

  private final Map<String, List<Double>> samples = new HashMap<>();

  /** Verifies a second; it signs for another one before. */
  static double verifies(String algorithm) throws IOException, InterruptedException {
    String out = output(List.of("openssl", "speed", "-mr", "-seconds", "1", algorithm));
    for (String line : out.split("\n", -1)) {
      String[] f = line.split(":", -1);
      // +F2 is RSA, +F4 is ECDSA: index, bits, signs per second, verifies per second
      if ((f[0].equals("+F2") || f[0].equals("+F4")) && f.length == 5) {
        return Double.parseDouble(f[4]);
      }
    }
    throw new IOException("openssl speed said nothing on " + algorithm + ": " + out);
  }

  void add(String algorithm, double perSecond) {
    samples.computeIfAbsent(algorithm, a -> new ArrayList<>()).add(perSecond);
  }

  /** The median of the samples. */
  double median(String algorithm) {
    return Interleaved.median(
        samples.getOrDefault(algorithm, List.of()).stream()
            .mapToDouble(Double::doubleValue)
            .toArray());
  }

  static List<String> algorithms() {
    return ALGORITHMS;
  }

  static String version() throws IOException, InterruptedException {
    return output(List.of("openssl", "version"));
  }

  private static String output(List<String> command) throws IOException, InterruptedException {
    return Command.output(command, ProcessBuilder.Redirect.DISCARD);
  }
}

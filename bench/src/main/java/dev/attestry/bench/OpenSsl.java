package dev.attestry.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What {@code openssl speed} does on this core: verifies per CPU second, one process. */
final class OpenSsl {

  private static final List<String> ALGORITHMS =
      List.of("ecdsap384", "ecdsap256", "rsa2048", "rsa4096");

  private final Map<String, List<Double>> samples = new HashMap<>();

  /** Runs it once for a second; called many times in the course of a run. */
  double sample(String algorithm) throws IOException, InterruptedException {
    List<String> command = List.of("openssl", "speed", "-mr", "-seconds", "1", algorithm);
    for (String line : output(command).split("\n", -1)) {
      String[] f = line.split(":", -1);
      // +F2 is RSA, +F4 is ECDSA: index, bits, signs per second, verifies per second
      if (f[0].equals("+F2") && f.length == 5) {
        add("rsa" + f[2], f[4]);
      } else if (f[0].equals("+F4") && f.length == 5) {
        add("ecdsap" + f[2], f[4]);
      }
    }
    return all(algorithm).getLast();
  }

  /** The median of the samples. */
  double verifiesPerSecond(String algorithm) {
    return Interleaved.median(all(algorithm).stream().mapToDouble(Double::doubleValue).toArray());
  }

  private List<Double> all(String algorithm) {
    List<Double> all = samples.getOrDefault(algorithm, List.of());
    if (all.isEmpty()) {
      throw new IllegalStateException("openssl speed said nothing on " + algorithm);
    }
    return all;
  }

  static List<String> algorithms() {
    return ALGORITHMS;
  }

  static String version() throws IOException, InterruptedException {
    return output(List.of("openssl", "version")).strip();
  }

  private void add(String algorithm, String perSecond) {
    samples.computeIfAbsent(algorithm, a -> new ArrayList<>()).add(Double.valueOf(perSecond));
  }

  private static String output(List<String> command) throws IOException, InterruptedException {
    Process p = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String out = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (p.waitFor() != 0) {
      throw new IOException(command + " failed");
    }
    return out;
  }
}

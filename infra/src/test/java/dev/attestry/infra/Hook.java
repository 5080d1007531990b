package dev.attestry.infra;

import dev.attestry.lab.standin.Moto;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** The process that makes in a stand-in of AWS what Terraform plans ({@code hook.py}). */
record Hook(Process process, String port) implements AutoCloseable {

  /** The account and region that things are made in. */
  static final String ACCOUNT = "123456789012";

  static final String REGION = "eu-central-1";

  private static final Path SHARED =
      Terraform.PROJECT.resolve("../shared/terraform").toAbsolutePath().normalize();

  static Hook start(String endpoint) throws IOException {
    ProcessBuilder b =
        new ProcessBuilder(Moto.python().toString(), Applied.hook("hook.py"))
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    b.environment().keySet().removeIf(k -> k.startsWith("AWS_"));
    b.environment().put("AWS_ENDPOINT_URL", endpoint);
    b.environment().put("AWS_DEFAULT_REGION", REGION);
    b.environment().put("ATTESTRY_TERRAFORM", SHARED.toString());
    Process p = b.start();
    BufferedReader said = p.inputReader(StandardCharsets.UTF_8);
    String port = said.readLine();
    if (port == null) {
      throw new IOException("hook.py did not start");
    }
    return new Hook(p, port);
  }

  /** What Terraform is told of it. */
  Map<String, String> environment() {
    return environment(port);
  }

  /** Whoever listens at a port. */
  static Map<String, String> environment(String port) {
    return Map.of("TF_SCHEMA_HOOK", Applied.hook("hook"), "ATTESTRY_HOOK_PORT", port);
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}

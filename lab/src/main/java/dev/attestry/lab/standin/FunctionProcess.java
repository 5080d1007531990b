package dev.attestry.lab.standin;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** An instance of a function: the package that is deployed, in a process of its own. */
public final class FunctionProcess implements AutoCloseable {

  private final Process process;
  private final RuntimeApi api;

  private FunctionProcess(Process process, RuntimeApi api) {
    this.process = process;
    this.api = api;
  }

  /**
   * Unpacks the package that the build made, with the runtime client beside it.
   *
   * @param target where the build of the functions left both
   */
  public static Path unpack(Path target, Path into) throws IOException {
    byte[] all =
        LambdaPackage.withBootstrap(
            target.resolve("attestry-aws-functions.zip"), target.resolve("runtime-client"));
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(all))) {
      for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
        Path file = into.resolve(e.getName());
        if (!e.isDirectory()) {
          Files.createDirectories(file.getParent());
          Files.write(file, zip.readAllBytes());
        }
      }
    }
    return into;
  }

  /**
   * @param name of the function, as {@code Append}
   * @param environment what it is told
   */
  public static FunctionProcess start(Path unpacked, String name, Map<String, String> environment)
      throws IOException {
    RuntimeApi api = RuntimeApi.start();
    ProcessBuilder b = new ProcessBuilder("sh", unpacked.resolve("bootstrap").toString());
    b.environment().putAll(environment);
    b.environment().put("LAMBDA_TASK_ROOT", unpacked.toString());
    b.environment()
        .put("_HANDLER", "dev.attestry.aws.functions." + name + "Handler::handleRequest");
    b.environment().put("AWS_LAMBDA_RUNTIME_API", api.address());
    Path log = unpacked.resolve(name + ".log");
    return new FunctionProcess(
        b.redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start(),
        api);
  }

  /** Ends it without warning, as Lambda does when the time is over. */
  public void kill() {
    process.destroyForcibly();
  }

  public boolean ends() throws InterruptedException {
    return process.waitFor(RuntimeApi.PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** What it makes of an event. */
  public String answer(String event) throws InterruptedException {
    api.offer(event);
    return api.answer();
  }

  /** Loses its next answer; the latch opens when it has. */
  public CountDownLatch loseAnswer() {
    return api.loseNext();
  }

  /** Gives it an event and does not wait. */
  public void begin(String event) {
    api.offer(event);
  }

  @Override
  public void close() {
    kill();
    process.onExit().join();
    api.close();
  }
}

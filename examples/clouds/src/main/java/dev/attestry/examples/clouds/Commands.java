package dev.attestry.examples.clouds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.chain.Head;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.lab.standin.SharedS3;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command line itself, as an auditor runs it, over the bucket. */
record Commands(SharedS3 s3, Stage stage) {

  /** What a command printed as JSON, and how it ended. */
  record Answer(int exit, ObjectNode json) {}

  /** An audit by whoever knows the log's genesis, and how far the log had come. */
  Answer audit(SharedLog log) throws IOException, InterruptedException, MalformedInput {
    keepReceipt(log);
    return run("audit", "--unseal", "--genesis", log.log().genesis().hex());
  }

  /** As the command line keeps one itself of a log that it writes to. */
  private void keepReceipt(SharedLog log) throws IOException, MalformedInput {
    Head head = log.read().head().orElseThrow();
    String genesis = log.log().genesis().hex();
    ObjectNode receipt = Json.object().put("genesis", genesis).put("commit", head.commit());
    receipt.put("hash", head.hash().hex()).put("size", head.size());
    Files.writeString(
        stage.folder("home/receipts").resolve(genesis.substring(0, 32) + ".json"),
        receipt.toString());
  }

  private Answer run(String... words) throws IOException, InterruptedException, MalformedInput {
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xlog:disable",
                "-Dslf4j.internal.verbosity=ERROR",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.attestry.cli.Main"));
    line.addAll(List.of(words));
    line.addAll(List.of("--bucket", SharedS3.LOCATION, "--json"));
    ProcessBuilder b =
        new ProcessBuilder(line).redirectError(stage.folder().resolve("err").toFile());
    b.environment()
        .putAll(
            Map.of(
                "ATTESTRY_HOME",
                stage.folder("home").toString(),
                "AWS_ACCESS_KEY_ID",
                "test",
                "AWS_SECRET_ACCESS_KEY",
                "test",
                "AWS_REGION",
                "us-east-1",
                "AWS_ENDPOINT_URL",
                s3.endpoint().toString()));
    Process p = b.start();
    AutoCloseable end = p::destroyForcibly;
    stage.on(end);
    String text = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Answer(p.waitFor(), Json.readObject("answer", Bytes.utf8(text.strip())));
  }
}

package dev.attestry.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of infra/README.md that need no account, as they stand there and in their order:
 * from packages to a plan in each cloud, the log of the owner, and the second plan in each.
 */
final class WalkThroughTest {

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\\n(.*?)^```$");

  private static final Pattern FOLDER =
      Pattern.compile("(?m)^cd \"\\$ATTESTRY_TERRAFORM/([^\"]+)\"$");

  private static final String AWS = "aws_lambda_function.function[\"sweep\"]";
  private static final String AZURE = "azurerm_linux_function_app.function[\"sweep\"]";
  private static final String GOOGLE = "google_cloudfunctions2_function.this[\"sweep\"]";

  /** What only the second plan of each folder makes. */
  private static final Map<String, List<String>> FUNCTIONS =
      Map.of(
          "examples/single-cloud", List.of(AWS),
          "examples/azure", List.of(AZURE),
          "examples/google", List.of(GOOGLE),
          "examples/three-clouds", List.of(AWS, AZURE, GOOGLE));

  private static final String MAP =
      """
      v: attestry/flow-map/v1
      name: clinic
      version: 1
      policy: policy.yaml
      components:
        gcp/loader-vm: {cloud: gcp, evidence: tpm2-quote, selector: {url: "https://vm.clinic.example/tpm2-quote"}}
      flows:
        intake: {components: [gcp/loader-vm]}
      """;

  private static final String POLICY =
      """
      v: attestry/policy/v1
      name: clinic
      version: 1
      flow:
        evidence:
          tpm2-quote:
            pcrs: {sha256: {"4": "1111111111111111111111111111111111111111111111111111111111111111"}}
            ak.provenance: certificate-chain
      """;

  @TempDir private Path folder;

  /** By hand it would be laid over one that stands there, or one that differs be missed. */
  @Test
  void theLogGoesIntoABucketByTheCommandThatCreatesOnlyAndByNoOther() throws IOException {
    String page = Files.readString(Terraform.PROJECT.resolve("infra/README.md"));
    for (String store : List.of("s3://BUCKET", "az://ACCOUNT/CONTAINER", "gs://BUCKET")) {
      assertThat(page).contains("attestry upload --bucket " + store + " --mode MODE");
    }
    assertThat(page)
        .doesNotContain("put-object", "blob upload", "storage cp", "s3 cp", "sync log")
        .contains("attestry keys remove aws-commit", "attestry policy activate");
  }

  @Test
  void theCommandsOfTheFirstDeployRunInTheirOrder()
      throws IOException, InterruptedException, GeneralSecurityException {
    Terraform terraform = Terraform.copyTo("walk-" + ProcessHandle.current().pid());
    Path clone = packages();
    Path path = Files.createDirectory(folder.resolve("path"));
    command(path.resolve("attestry"));
    Path owner = Files.createDirectory(folder.resolve("owner"));
    Files.writeString(owner.resolve("flows.yaml"), MAP);
    Files.writeString(owner.resolve("policy.yaml"), POLICY);
    Files.write(owner.resolve("aws.key"), publicKey());
    for (String cloud : List.of("azure", "gcp")) {
      Files.writeString(owner.resolve(cloud + ".key"), pem(publicKey()));
    }
    Map<String, String> environment =
        Map.of(
            "ATTESTRY", clone.toString(),
            "ATTESTRY_TERRAFORM", terraform.root().toString(),
            "ATTESTRY_HOME", owner.resolve("home").toString(),
            "TF_CLI_CONFIG_FILE", Providers.mirror().resolve("terraformrc").toString(),
            "TF_CLI_ARGS", "-no-color",
            "GOGC", "400",
            "PATH", path + ":" + System.getenv("PATH"));
    List<String> blocks = blocks();
    assertThat(blocks).hasSize(FUNCTIONS.size() + 2);
    for (String block : blocks.subList(0, 4)) {
      assertThat(run(block, owner, environment))
          .containsPattern("Plan: [0-9]+ to add, 0 to change, 0 to destroy")
          .contains("NOT LOCKED")
          .doesNotContain(FUNCTIONS.get(folder(block)));
    }
    assertThat(run(blocks.get(4), owner, environment))
        .contains("in force: flow map clinic version 1", "everything about gcp/*", "✔ clean");
    for (String block : blocks.subList(0, 4)) {
      String made = folder(block);
      assertThat(run(blocks.get(5), terraform.root().resolve(made), environment))
          .as(made)
          .containsPattern("Plan: [0-9]+ to add, 0 to change, 0 to destroy")
          .containsPattern("ATTESTRY_SHARD\"? += \"" + year(owner) + "\"")
          .contains(FUNCTIONS.get(made));
    }
    secondLogOfTheName(terraform);
  }

  /** Of the log: functions that looked for another one would find nothing. */
  private static String year(Path owner) throws IOException {
    Matcher m =
        Pattern.compile("\"shard\" *: *\"([0-9]{4})\"")
            .matcher(Files.readString(owner.resolve("home/attestry.json")));
    assertThat(m.find()).isTrue();
    return m.group(1);
  }

  /** Where a block of step 2 makes its plan. */
  private static String folder(String block) {
    Matcher m = FOLDER.matcher(block);
    assertThat(m.find()).as(block).isTrue();
    return m.group(1);
  }

  /** As the list that step 5 leaves has it refused: another genesis, and none. */
  private static void secondLogOfTheName(Terraform terraform) {
    for (String genesis : List.of("null", "\"%s\"".formatted("a".repeat(64)))) {
      Terraform.Output plan =
          terraform.run(
              "examples/single-cloud",
              "plan",
              "-input=false",
              "-no-color",
              "-var",
              "genesis=" + genesis);
      assertThat(plan.exit()).isNotZero();
      assertThat(plan.text().replaceAll("\\s+", " "))
          .contains("by logs there is a log of this name and year already")
          .contains("choose another origin, or set genesis to that of the log that is meant");
    }
  }

  private static List<String> blocks() throws IOException {
    String page = Files.readString(Terraform.PROJECT.resolve("infra/README.md"));
    List<String> found = new ArrayList<>();
    for (Matcher m = BLOCK.matcher(page); m.find(); ) {
      found.add(m.group(1));
    }
    return found;
  }

  /** What step 1 leaves: Terraform looks whether the packages are there, and at their hash. */
  private Path packages() throws IOException {
    Path clone = folder.resolve("clone");
    for (String p :
        List.of(
            "aws-adapter/functions/target/attestry-aws-functions.zip",
            "azure-adapter/functions/target/azure-functions/attestry.zip",
            "gcp-adapter/functions/target/attestry-gcp-functions.zip")) {
      Files.createDirectories(clone.resolve(p).getParent());
      try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(clone.resolve(p)))) {
        zip.putNextEntry(new ZipEntry("host.json"));
      }
    }
    return clone;
  }

  /** The command, of the classes that this test was started with. */
  private static void command(Path file) throws IOException {
    String java = ProcessHandle.current().info().command().orElseThrow();
    Files.writeString(
        file,
        "#!/bin/sh\nexec '%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' dev.attestry.cli.Main \"$@\"\n"
            .formatted(java, System.getProperty("java.class.path")));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  /** As Azure and Google give one. */
  private static String pem(byte[] key) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key)
        + "\n-----END PUBLIC KEY-----\n";
  }

  /** As AWS gives one. */
  private static byte[] publicKey() throws GeneralSecurityException {
    KeyPairGenerator g = KeyPairGenerator.getInstance("EC");
    g.initialize(new ECGenParameterSpec("secp256r1"));
    return g.generateKeyPair().getPublic().getEncoded();
  }

  private static String run(String block, Path in, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(in, "said", ".txt");
    ProcessBuilder b = new ProcessBuilder("sh", "-euc", block).directory(in.toFile());
    b.environment().keySet().removeIf(k -> k.startsWith("TF_") || k.startsWith("ATTESTRY_"));
    b.environment().putAll(environment);
    Process p = b.redirectErrorStream(true).redirectOutput(out.toFile()).start();
    int exit = p.waitFor();
    String said = Files.readString(out, StandardCharsets.UTF_8);
    assertThat(exit).as(block + "\n" + said).isZero();
    return said;
  }
}

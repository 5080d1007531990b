package dev.attestry.aws.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What the code asks of AWS is declared with its reason, and nothing else is. */
final class PermissionsTest {

  /** Calls of the SDK to the actions that AWS checks for them, in the way that we call. */
  private static final Map<String, Set<String>> ACTIONS =
      Map.ofEntries(
          Map.entry("S3Client.putObject", Set.of("s3:PutObject", "s3:PutObjectRetention")),
          Map.entry(
              "S3Client.getObject", Set.of("s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket")),
          Map.entry(
              "S3Client.headObject",
              Set.of("s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket")),
          Map.entry("S3Client.listObjectVersions", Set.of("s3:ListBucketVersions")),
          Map.entry("S3Client.getObjectRetention", Set.of("s3:GetObjectRetention")),
          Map.entry("S3Client.getBucketVersioning", Set.of("s3:GetBucketVersioning")),
          Map.entry(
              "S3Client.getObjectLockConfiguration", Set.of("s3:GetBucketObjectLockConfiguration")),
          Map.entry("S3Client.getBucketPolicy", Set.of("s3:GetBucketPolicy")),
          Map.entry("KmsClient.getPublicKey", Set.of("kms:GetPublicKey")),
          Map.entry("KmsClient.sign", Set.of("kms:Sign")),
          Map.entry("KmsClient.generateDataKey", Set.of("kms:GenerateDataKey")),
          // For readers on an auditor's machine, with a right of their own.
          Map.entry("KmsClient.decrypt", Set.of()),
          // By EC2's query API: these actions, and no other.
          Map.entry(
              "Ec2Api.call",
              Set.of("ec2:DescribeInstances", "ec2:DescribeImages", "ec2:GetInstanceTpmEkPub")),
          Map.entry("SsmClient.sendCommand", Set.of("ssm:SendCommand")),
          Map.entry("SsmClient.getCommandInvocation", Set.of("ssm:GetCommandInvocation")),
          Map.entry("S3Client.listObjectsV2Paginator", Set.of("s3:ListBucket")),
          Map.entry("StsClient.getWebIdentityToken", Set.of("sts:GetWebIdentityToken")),
          Map.entry("SnsClient.publishBatch", Set.of("sns:Publish")),
          Map.entry("SqsClient.sendMessage", Set.of("sqs:SendMessage")));

  /** What Lambda itself does with the function's role. */
  private static final Set<String> BY_LAMBDA =
      Set.of(
          "sqs:ReceiveMessage",
          "sqs:DeleteMessage",
          "sqs:GetQueueAttributes",
          "logs:CreateLogStream",
          "logs:PutLogEvents");

  private static boolean asksAws(JavaMethodCall call) {
    JavaClass owner = call.getTargetOwner();
    return owner.getSimpleName().equals("Ec2Api") && call.getName().equals("call")
        || owner.getPackageName().contains("awssdk.services")
            && owner.getSimpleName().endsWith("Client");
  }

  @Test
  void everyCallIsCoveredByADeclaredActionAndEveryActionHasItsCall() throws Exception {
    JavaClasses ours =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.attestry.aws");
    Set<String> needed = new TreeSet<>(BY_LAMBDA);
    Set<String> unknown = new TreeSet<>();
    ours.forEach(
        c ->
            c.getMethodCallsFromSelf().stream()
                .filter(PermissionsTest::asksAws)
                .filter(call -> !Set.of("builder", "close").contains(call.getName()))
                .map(call -> call.getTargetOwner().getSimpleName() + "." + call.getName())
                .forEach(
                    call -> {
                      if (ACTIONS.containsKey(call)) {
                        needed.addAll(ACTIONS.get(call));
                      } else {
                        unknown.add(call);
                      }
                    }));
    assertThat(unknown).isEmpty();
    Set<String> declared = new TreeSet<>();
    for (JsonNode s : statements()) {
      s.path("actions").forEach(a -> declared.add(a.textValue()));
    }
    assertThat(declared).isEqualTo(needed);
  }

  @Test
  void noStatementIsWideOrWithoutAReason() throws Exception {
    for (JsonNode s : statements()) {
      assertThat(s.path("reason").textValue()).isNotBlank();
      assertThat(s.path("functions")).isNotEmpty();
      s.path("actions").forEach(a -> assertThat(a.textValue()).doesNotContain("*"));
      assertThat(s.path("resource").textValue()).isNotEqualTo("*");
    }
  }

  private static JsonNode statements() throws Exception {
    try (InputStream in = PermissionsTest.class.getResourceAsStream("permissions.json")) {
      return Json.readObject("permissions", Bytes.of(in.readAllBytes())).path("statements");
    }
  }
}

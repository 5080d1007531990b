package dev.attestry.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * Gives what would be made in AWS an ARN of its true shape, so that a policy that names it can be
 * judged. Makes nothing. The stand-ins of the providers ask it for each resource, by {@code hook}.
 */
final class Arns {

  private static final String AT = Hook.REGION + ":" + Hook.ACCOUNT + ":";

  private static final Map<String, String> ENVIRONMENT = start();

  private Arns() {}

  /** What Terraform is told of it. */
  static Map<String, String> environment() {
    return ENVIRONMENT;
  }

  private static Map<String, String> start() {
    try {
      // Open for as long as there are tests.
      ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      Thread.ofPlatform().daemon().name("arns").start(() -> serve(server));
      return Hook.environment(Integer.toString(server.getLocalPort()));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void serve(ServerSocket server) {
    while (true) {
      try (Socket asked = server.accept()) {
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(asked.getInputStream(), StandardCharsets.UTF_8));
        String type = in.readLine().replaceFirst("^\\S+ ", "");
        JsonNode planned = Applied.read(in.readLine()).path("planned");
        asked
            .getOutputStream()
            .write(("ok\n" + computed(type, planned)).getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** The attributes that AWS would compute. */
  private static ObjectNode computed(String type, JsonNode p) {
    ObjectNode known = Json.object();
    String name = p.path("name").asText(p.path("function_name").asText());
    String arn =
        switch (type) {
          case "aws_iam_role" -> "iam::" + Hook.ACCOUNT + ":role/" + name;
          case "aws_iam_openid_connect_provider" ->
              "iam::%s:oidc-provider/%s"
                  .formatted(Hook.ACCOUNT, p.path("url").asText().replace("https://", ""));
          case "aws_kms_key" -> "kms:" + AT + "key/" + key(p.path("description").asText());
          case "aws_sqs_queue" -> "sqs:" + AT + name;
          case "aws_sns_topic" -> "sns:" + AT + name;
          case "aws_ssm_document" -> "ssm:" + AT + "document/" + name;
          case "aws_lambda_function" -> "lambda:" + AT + "function:" + name;
          case "aws_cloudwatch_log_group" -> "logs:" + AT + "log-group:" + name;
          case "aws_cloudwatch_event_rule" -> "events:" + AT + "rule/" + name;
          case "aws_s3_bucket" -> "s3:::" + p.path("bucket").asText();
          default -> "";
        };
    if (!arn.isEmpty()) {
      known.put("arn", "arn:aws:" + arn);
    }
    if (type.equals("aws_sqs_queue")) {
      known.put(
          "url", "https://sqs.%s.amazonaws.com/%s/%s".formatted(Hook.REGION, Hook.ACCOUNT, name));
    }
    return known;
  }

  private static String key(String description) {
    return description
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9]+", "-")
        .replaceAll("^-|-$", "");
  }
}

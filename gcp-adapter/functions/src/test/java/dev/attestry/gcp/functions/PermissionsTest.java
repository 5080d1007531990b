package dev.attestry.gcp.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.gcp.evidence.Call;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the code asks of Google is declared with its reason, and nothing else is. */
final class PermissionsTest {

  /** Requests of the clients to the permissions that Google checks for them. */
  private static final Map<String, Set<String>> PERMISSIONS =
      Map.ofEntries(
          Map.entry("Storage$Objects.get", Set.of("storage.objects.get", "storage.objects.list")),
          Map.entry("Storage$Objects.list", Set.of("storage.objects.list")),
          Map.entry(
              "Storage$Objects.insert",
              Set.of("storage.objects.create", "storage.objects.setRetention")),
          Map.entry("Storage$Buckets.get", Set.of("storage.buckets.get")),
          Map.entry(
              "CryptoKeyVersions.getPublicKey", Set.of("cloudkms.cryptoKeyVersions.viewPublicKey")),
          Map.entry(
              "CryptoKeyVersions.asymmetricSign", Set.of("cloudkms.cryptoKeyVersions.useToSign")),
          Map.entry("CryptoKeys.encrypt", Set.of("cloudkms.cryptoKeyVersions.useToEncrypt")),
          // For readers on an auditor's machine, with a right of their own.
          Map.entry("CryptoKeys.decrypt", Set.of()),
          Map.entry("Pubsub$Projects$Topics.publish", Set.of("pubsub.topics.publish")));

  /** What Google's services need in front of a function. */
  private static final Set<String> BY_GOOGLE =
      Set.of("run.routes.invoke", "eventarc.events.receiveEvent");

  /** From one resource of a client to the next. */
  private static final Set<String> WAYS =
      Set.of(
          "objects",
          "buckets",
          "projects",
          "locations",
          "keyRings",
          "cryptoKeys",
          "cryptoKeyVersions",
          "topics");

  /** The resources of a client, which make requests; a request is a class of its own in one. */
  private static final Pattern RESOURCE =
      Pattern.compile("(Storage|CloudKMS|Pubsub)(\\$[A-Z][A-Za-z]+s)*(\\$(KeyRings|Topics))?");

  @Test
  void everyRequestIsCoveredByADeclaredPermissionAndEveryPermissionHasItsRequest()
      throws Exception {
    JavaClasses ours =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.attestry.gcp");
    Set<String> needed = new TreeSet<>(BY_GOOGLE);
    Stream.of(Call.values()).forEach(c -> needed.addAll(c.permissions()));
    Set<String> unknown = new TreeSet<>();
    for (JavaClass c : ours) {
      for (JavaMethodCall call : c.getMethodCallsFromSelf()) {
        if (isRequest(call)) {
          String name = name(call);
          String known =
              PERMISSIONS.keySet().stream().filter(name::endsWith).findFirst().orElse("");
          needed.addAll(PERMISSIONS.getOrDefault(known, Set.of()));
          if (known.isEmpty()) {
            unknown.add(name);
          }
        }
      }
    }
    assertThat(unknown).isEmpty();
    Set<String> declared = new TreeSet<>();
    for (JsonNode s : statements()) {
      s.path("actions").forEach(a -> declared.add(a.textValue()));
    }
    assertThat(declared).isEqualTo(needed);
  }

  private static boolean isRequest(JavaMethodCall call) {
    return call.getTargetOwner().getPackageName().startsWith("com.google.api.services")
        && RESOURCE.matcher(owner(call)).matches()
        && !WAYS.contains(call.getName());
  }

  private static String owner(JavaMethodCall call) {
    String full = call.getTargetOwner().getName();
    return full.substring(full.lastIndexOf('.') + 1);
  }

  private static String name(JavaMethodCall call) {
    return owner(call) + "." + call.getName();
  }

  @Test
  void noStatementIsWideOrWithoutAReason() throws Exception {
    for (JsonNode s : statements()) {
      assertThat(s.path("reason").textValue()).isNotBlank();
      assertThat(s.path("functions")).isNotEmpty();
      s.path("actions").forEach(a -> assertThat(a.textValue()).doesNotContain("*"));
      assertThat(s.path("resource").textValue()).isNotBlank();
    }
  }

  private static JsonNode statements() throws Exception {
    try (InputStream in = PermissionsTest.class.getResourceAsStream("permissions.json")) {
      return Json.readObject("permissions", Bytes.of(in.readAllBytes())).path("statements");
    }
  }
}

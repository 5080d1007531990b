package dev.attestry.azure.store;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpPipelineBuilder;
import reactor.core.publisher.Mono;

/** Control planes that say what a test wants. */
final class Settings {

  static final String ACCOUNT =
      "/subscriptions/s/resourceGroups/r/providers/Microsoft.Storage/storageAccounts/a";

  /** With versions, each of which may carry a policy. */
  static final String VERSIONS = "{\"properties\":{\"isVersioningEnabled\":true}}";

  static final String NO_VERSIONS = "{\"properties\":{\"isVersioningEnabled\":false}}";

  static final String PER_VERSION =
      "{\"properties\":{\"immutableStorageWithVersioning\":{\"enabled\":true}}}";

  private Settings() {}

  /** The container's own policy, as Azure's examples of its API show it. */
  static String policy(int days, String state) {
    return """
    {"name":"c","properties":{"publicAccess":"None","immutabilityPolicy":{"etag":"e","properties":{
      "immutabilityPeriodSinceCreationInDays":%d,"state":"%s"},"updateHistory":[]},
      "hasImmutabilityPolicy":true,"hasLegalHold":false}}
    """
        .formatted(days, state);
  }

  /** Answers to a question for the service, and to one for the container. */
  static ContainerControl answering(String service, String container) {
    HttpClient network =
        r ->
            Mono.just(
                new MadeUp(
                    r, 200, r.getUrl().getPath().endsWith("/containers/c") ? container : service));
    return ContainerControl.at(
        new HttpPipelineBuilder().httpClient(network).build(), "https://control", ACCOUNT, "c");
  }

  static ContainerControl perVersion() {
    return answering(VERSIONS, PER_VERSION);
  }

  static ContainerControl lockedForADay() {
    return answering(NO_VERSIONS, policy(1, "Locked"));
  }
}

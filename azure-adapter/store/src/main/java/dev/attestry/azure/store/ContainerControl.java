package dev.attestry.azure.store;

import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import java.io.IOException;

/**
 * Asks Azure's control plane (Resource Manager, api-version 2023-05-01) how a container is set up,
 * by two reads: what the data plane answers does not say how long, nor whether it is locked. Needs
 * {@code Microsoft.Storage/storageAccounts/blobServices/read} and {@code …/containers/read}.
 */
public final class ContainerControl {

  /** Resource Manager of Azure's public cloud. */
  public static final String PUBLIC_CLOUD = "https://management.azure.com";

  private static final String VERSION = "?api-version=2023-05-01";

  private final HttpPipeline pipeline;
  private final String service;
  private final String container;

  private ContainerControl(HttpPipeline pipeline, String service, String container) {
    this.pipeline = pipeline;
    this.service = service;
    this.container = container;
  }

  /**
   * A container of an account.
   *
   * @param management Resource Manager's address
   * @param account the resource id of the storage account, from {@code /subscriptions/} on
   */
  public static ContainerControl of(
      AzureClients clients, String management, String account, String container) {
    return at(clients.management(management), management, account, container);
  }

  static ContainerControl at(
      HttpPipeline pipeline, String endpoint, String account, String container) {
    return new ContainerControl(pipeline, endpoint + account + "/blobServices/default", container);
  }

  ContainerSettings settings() throws IOException {
    JsonNode blobs = get(service).path("properties");
    JsonNode own = get(service + "/containers/" + container).path("properties");
    JsonNode policy = own.path("immutabilityPolicy").path("properties");
    return new ContainerSettings(
        blobs.path("isVersioningEnabled").asBoolean(),
        own.path("immutableStorageWithVersioning").path("enabled").asBoolean(),
        policy.path("immutabilityPeriodSinceCreationInDays").asInt(),
        policy.path("state").asText().equals("Locked"));
  }

  private JsonNode get(String resource) throws IOException {
    try (HttpResponse r =
        pipeline.sendSync(new HttpRequest(HttpMethod.GET, resource + VERSION), Context.NONE)) {
      if (r.getStatusCode() != 200) {
        throw new IOException("Resource Manager answered " + r.getStatusCode());
      }
      return Json.readObject(
          "answer of Resource Manager", Bytes.of(r.getBodyAsBinaryData().toBytes()));
    } catch (MalformedInput e) {
      throw new IOException(e);
    } catch (RuntimeException e) {
      throw AzureFaults.io("ask Resource Manager", e);
    }
  }
}

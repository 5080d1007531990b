package dev.attestry.azure.store;

import com.azure.core.exception.HttpResponseException;
import com.azure.storage.blob.models.BlobStorageException;
import java.io.IOException;

/** What the SDK throws, in our words. Faults of the network come as several unchecked kinds. */
final class AzureFaults {

  private AzureFaults() {}

  static IOException io(String what, RuntimeException e) {
    return new IOException("could not " + what + ": " + say(e), e);
  }

  static String say(RuntimeException e) {
    return switch (e) {
      case BlobStorageException b -> b.getStatusCode() + " " + code(b);
      case HttpResponseException h when h.getResponse() != null ->
          h.getResponse().getStatusCode() + ", " + h.getMessage();
      default -> e.getClass().getSimpleName() + ", " + e.getMessage();
    };
  }

  /** The service's word for it; empty where it has none. */
  static String code(BlobStorageException e) {
    return e.getErrorCode() == null ? "" : e.getErrorCode().toString();
  }
}

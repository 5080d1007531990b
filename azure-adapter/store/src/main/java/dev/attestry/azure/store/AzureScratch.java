package dev.attestry.azure.store;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.options.BlockBlobSimpleUploadOptions;
import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.bucket.Scratch;
import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.util.Optional;

/** Hints in an ordinary container, each overwritten in place. Never the container of the log. */
public final class AzureScratch implements Scratch {

  private final BlobLocation at;
  private final BlobObjects objects;

  private AzureScratch(BlobLocation at) {
    this.at = at;
    this.objects = new BlobObjects(at, Optional.empty());
  }

  /** Hints at a place. */
  public static AzureScratch of(BlobLocation at) {
    return new AzureScratch(at);
  }

  @Override
  public void put(ObjectName name, Bytes body) throws IOException {
    if (body.length() > MAX_HINT) {
      throw new IllegalArgumentException(body.length() + " bytes are too many for a hint");
    }
    try {
      at.blob(at.keys().key(name), Optional.empty())
          .getBlockBlobClient()
          .uploadWithResponse(
              new BlockBlobSimpleUploadOptions(BinaryData.fromBytes(body.toArray())),
              AzureClients.CALL,
              Context.NONE);
    } catch (RuntimeException e) {
      throw AzureFaults.io("write the hint " + name, e);
    }
  }

  @Override
  public Optional<Bytes> get(ObjectName name) throws IOException {
    Optional<ReadOutcome> read = objects.read(at.keys().key(name), Optional.empty(), 0, MAX_HINT);
    return switch (read.orElse(new ReadOutcome.Absent())) {
      case ReadOutcome.Found f -> f.size() > MAX_HINT ? Optional.empty() : Optional.of(f.bytes());
      case ReadOutcome.Absent a -> Optional.empty();
      case ReadOutcome.Unreadable u ->
          throw new IOException("could not read the hint " + name + ": " + u.reason());
    };
  }
}

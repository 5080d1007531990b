package dev.attestry.gcp.store;

import com.google.api.services.storage.model.StorageObject;
import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.bucket.Scratch;
import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.util.Optional;

/** Hints in an ordinary bucket, each overwritten in place. Never the bucket of the log. */
public final class GcsScratch implements Scratch {

  private static final int NOT_FOUND = 404;

  private final GcsLocation at;

  private GcsScratch(GcsLocation at) {
    this.at = at;
  }

  /** Hints at a place. */
  public static GcsScratch of(GcsLocation at) {
    return new GcsScratch(at);
  }

  @Override
  public void put(ObjectName name, Bytes body) throws IOException {
    if (body.length() > MAX_HINT) {
      throw new IllegalArgumentException(body.length() + " bytes are too many for a hint");
    }
    try {
      StorageObject o = new StorageObject().setName(at.keys().key(name));
      GcsCreator.insert(at, o, body.toArray()).execute();
    } catch (IOException e) {
      throw GoogleFaults.io("write the hint " + name, e);
    }
  }

  @Override
  public Optional<Bytes> get(ObjectName name) throws IOException {
    try {
      return switch (GcsReader.read(at, at.keys().key(name), Optional.empty(), 0, MAX_HINT)) {
        case ReadOutcome.Found f -> f.size() > MAX_HINT ? Optional.empty() : Optional.of(f.bytes());
        case ReadOutcome.Absent a -> Optional.empty();
        case ReadOutcome.Unreadable u -> throw new IOException(u.reason());
      };
    } catch (IOException e) {
      // Google answers the same for a bucket that is not there; a hint is not worth a second look.
      if (GoogleFaults.status(e) == NOT_FOUND) {
        return Optional.empty();
      }
      throw GoogleFaults.io("read the hint " + name, e);
    }
  }
}

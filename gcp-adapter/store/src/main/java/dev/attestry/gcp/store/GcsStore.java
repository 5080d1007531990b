package dev.attestry.gcp.store;

import com.google.api.services.cloudkms.v1.CloudKMS;
import com.google.api.services.storage.Storage;
import com.google.api.services.storage.model.Objects;
import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.VersionedBucket;
import dev.attestry.chain.Layout;
import dev.attestry.chain.StoreProvider;
import dev.attestry.chain.WrappedPackKeys;
import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** A bucket of Google Cloud Storage, opened to read, with the KMS that unwraps its packs' keys. */
final class GcsStore implements StoreProvider.Store {

  private final GcsLocation at;
  private final CloudKMS kms;
  private final VersionedBucket bucket;

  private GcsStore(GcsLocation at, CloudKMS kms) {
    this.at = at;
    this.kms = kms;
    this.bucket = GcsBucket.openToRead(at);
  }

  static GcsStore open(GoogleClients clients, String location) throws IOException {
    return new GcsStore(GcsLocation.parse(clients.storage(), location), clients.kms());
  }

  @Override
  public Bucket bucket() {
    return bucket;
  }

  @Override
  public List<String> folders() throws IOException {
    String prefix = at.keys().text();
    List<String> found = new ArrayList<>();
    try {
      Storage.Objects.List page =
          at.client().objects().list(at.bucket()).setPrefix(prefix).setDelimiter("/");
      String next;
      do {
        Objects r = page.execute();
        for (String p : r.getPrefixes() == null ? List.<String>of() : r.getPrefixes()) {
          found.add(p.substring(prefix.length(), p.length() - 1));
        }
        next = r.getNextPageToken();
        page.setPageToken(next);
      } while (next != null);
    } catch (IOException e) {
      throw GoogleFaults.io("list " + at, e);
    }
    return found;
  }

  @Override
  public Function<String, Optional<Bytes>> packKeys(Layout layout, Consumer<String> problem) {
    return new WrappedPackKeys(CloudKmsDataKeys.unwrapper(kms), bucket, layout, problem);
  }

  @Override
  public void close() {
    // The clients hold nothing open between calls.
  }

  @Override
  public String toString() {
    return at.toString();
  }
}

package dev.attestry.azure.store;

import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.ListBlobsOptions;
import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.VersionedBucket;
import dev.attestry.chain.Layout;
import dev.attestry.chain.StoreProvider;
import dev.attestry.chain.WrappedPackKeys;
import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** A container of Azure, opened to read, with the vaults that unwrap the keys of its packs. */
final class AzureStore implements StoreProvider.Store {

  private final AzureClients clients;
  private final BlobLocation at;
  private final Predicate<String> vaults;
  private final VersionedBucket bucket;

  /**
   * @param vaults which may be asked
   */
  AzureStore(AzureClients clients, BlobLocation at, Predicate<String> vaults) {
    this.clients = clients;
    this.at = at;
    this.vaults = vaults;
    this.bucket = AzureBucket.openToRead(at);
  }

  @Override
  public Bucket bucket() {
    return bucket;
  }

  @Override
  public List<String> folders() throws IOException {
    String prefix = at.keys().text();
    try {
      return at
          .client()
          .listBlobsByHierarchy("/", new ListBlobsOptions().setPrefix(prefix), AzureClients.CALL)
          .stream()
          .filter(b -> Boolean.TRUE.equals(b.isPrefix()))
          .map(BlobItem::getName)
          .map(p -> p.substring(prefix.length(), p.length() - 1))
          .toList();
    } catch (RuntimeException e) {
      throw AzureFaults.io("list " + at, e);
    }
  }

  @Override
  public Function<String, Optional<Bytes>> packKeys(Layout layout, Consumer<String> problem) {
    return new WrappedPackKeys(
        KeyVaultDataKeys.unwrapper(clients, vaults), bucket, layout, problem);
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

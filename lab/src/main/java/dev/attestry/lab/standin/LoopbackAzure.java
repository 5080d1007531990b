package dev.attestry.lab.standin;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/**
 * The parts of Azure that functions speak to, on the loopback and under one certificate: Azurite
 * for blobs and queues, our fakes for Key Vault, Resource Manager, Event Grid and the managed
 * identity.
 */
public final class LoopbackAzure implements AutoCloseable {

  private final LoopbackTls tls;
  private final Path work;
  private final Azurite.Account storage;
  private final FakeKeyVault vault;
  private final FakeResourceManager management;
  private final FakeEventGridTopic topic;
  private final FakeEntra entra;
  private final FakeIssuer issuer;
  private final FakeManagedIdentity identity;

  private LoopbackAzure(Path work, int days) throws IOException {
    this.work = work;
    this.tls = LoopbackTls.make();
    this.storage = Azurite.start(work, tls);
    this.vault = FakeKeyVault.start(tls);
    this.management = FakeResourceManager.start(tls, days);
    this.topic = FakeEventGridTopic.start(tls);
    this.entra = FakeEntra.start(tls);
    this.issuer = FakeIssuer.start();
    this.identity = FakeManagedIdentity.start(issuer);
  }

  /** What is missing for it to run, with the way to get it; empty where it can. */
  public static Optional<String> missing() {
    return Azurite.missing();
  }

  /**
   * Starts all of them.
   *
   * @param work an existing folder for logs and keys
   * @param days that containers are said to keep a blob
   */
  public static LoopbackAzure start(Path work, int days) throws IOException {
    return new LoopbackAzure(work, days);
  }

  /** The account's blobs, as in {@code https://NAME.blob.core.windows.net}. */
  public URI blobs() {
    return storage.blobs();
  }

  public URI queues() {
    return storage.queues();
  }

  /** Resource Manager's address. */
  public URI management() {
    return management.endpoint();
  }

  /** The account's resource id. */
  public String account() {
    return FakeResourceManager.ACCOUNT;
  }

  public FakeKeyVault vault() {
    return vault;
  }

  public FakeEventGridTopic topic() {
    return topic;
  }

  /** Where apps of others get tokens. */
  public FakeEntra entra() {
    return entra;
  }

  /** What Azure tells an app of its identity. */
  public Map<String, String> identity() {
    return identity.environment();
  }

  /**
   * A token of that identity for an app.
   *
   * @param audience {@code api://…}
   */
  public String webIdentity(String audience) {
    return identity.webIdentity(audience);
  }

  /** Whom to trust so that these are taken. */
  public WebIdentityTrust trust(String audience) {
    return new WebIdentityTrust(issuer.name(), audience, FakeManagedIdentity.SELF);
  }

  /**
   * A token of that identity.
   *
   * @param scope as clients ask for it, {@code https://storage.azure.com/.default}
   */
  public String token(String scope) {
    return FakeManagedIdentity.token(scope.replace("/.default", ""));
  }

  /** What a client must trust. */
  public SSLContext clientTls() {
    return tls.client();
  }

  /** The same for a JVM of its own ({@code javax.net.ssl.trustStore}). */
  public Path trustStore() throws IOException {
    return tls.trustStore(work);
  }

  /** A wire to one of these, that hears the head of each request. */
  public Wire heard(URI service, Consumer<String> heard) throws IOException {
    return Wire.heard(service, tls, heard);
  }

  @Override
  public void close() {
    identity.close();
    issuer.close();
    entra.close();
    topic.close();
    management.close();
    vault.close();
    storage.server().close();
  }
}

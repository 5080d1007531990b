package dev.attestry.azure.functions;

import com.azure.core.util.BinaryData;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.security.keyvault.keys.cryptography.models.SignatureAlgorithm;
import dev.attestry.azure.store.AzureClients;
import dev.attestry.azure.store.VaultKey;
import dev.attestry.lab.cold.MainProgram;
import java.io.IOException;
import java.util.UUID;

/**
 * The least that a commit can cost: one signature by the vault and one put, with the same clients.
 */
final class OnePutOneSignature {

  private OnePutOneSignature() {}

  /**
   * @param args blob service, container, version of a key
   */
  public static void main(String[] args) throws IOException {
    AzureClients clients = AzureClients.of(new ManagedIdentityCredentialBuilder().build());
    VaultKey key = VaultKey.of(args[2]);
    byte[] signature =
        clients
            .keys(key.vault())
            .getCryptographyClient(key.name(), key.version())
            .sign(SignatureAlgorithm.ES256, new byte[32])
            .getSignature();
    // Creates; fails where something is.
    clients
        .container(args[0], args[1])
        .getBlobClient("bare/" + UUID.randomUUID())
        .upload(BinaryData.fromBytes(signature), false);
    System.out.println(MainProgram.DONE);
    while (System.in.read() >= 0) {
      // Until whoever measures lets it end.
    }
  }
}

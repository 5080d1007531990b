package dev.attestry.gcp.functions;

import com.google.api.client.http.ByteArrayContent;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.services.cloudkms.v1.model.AsymmetricSignRequest;
import com.google.api.services.cloudkms.v1.model.Digest;
import com.google.api.services.storage.model.StorageObject;
import dev.attestry.gcp.store.GoogleClients;
import dev.attestry.lab.cold.MainProgram;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The least that a commit can cost: one signature by KMS and one put, with the same clients. */
final class OnePutOneSignature {

  private OnePutOneSignature() {}

  /**
   * @param args endpoints of storage and KMS, bucket, version of a key
   */
  public static void main(String[] args) throws IOException {
    GoogleClients clients =
        new GoogleClients(
            new NetHttpTransport(),
            Optional.empty(),
            Map.of("storage", URI.create(args[0]), "cloudkms", URI.create(args[1])));
    String signature =
        clients
            .kms()
            .projects()
            .locations()
            .keyRings()
            .cryptoKeys()
            .cryptoKeyVersions()
            .asymmetricSign(
                args[3],
                new AsymmetricSignRequest().setDigest(new Digest().encodeSha256(new byte[32])))
            .setDisableGZipContent(true)
            .execute()
            .getSignature();
    clients
        .storage()
        .objects()
        .insert(
            args[2],
            new StorageObject().setName("bare/" + UUID.randomUUID()),
            ByteArrayContent.fromString("text/plain", signature))
        .setIfGenerationMatch(0L)
        .setDisableGZipContent(true)
        .execute();
    System.out.println(MainProgram.DONE);
    while (System.in.read() >= 0) {
      // Until whoever measures lets it end.
    }
  }
}

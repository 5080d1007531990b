package dev.attestry.gcp.store;

import com.google.api.services.cloudkms.v1.CloudKMS;
import com.google.api.services.cloudkms.v1.model.DecryptRequest;
import com.google.api.services.cloudkms.v1.model.DecryptResponse;
import com.google.api.services.cloudkms.v1.model.EncryptRequest;
import com.google.api.services.cloudkms.v1.model.EncryptResponse;
import dev.attestry.chain.WrappedKey;
import dev.attestry.chain.WrappedPackKeys;
import dev.attestry.chain.WrappedPackSeal;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * Data keys that are made here, since Cloud KMS makes none, and wrapped by a symmetric key that
 * never leaves it. Both directions carry checksums: a key that was changed on its way would make
 * packs that nobody ever reads.
 *
 * @param key {@code projects/P/locations/L/keyRings/R/cryptoKeys/K}
 */
public record CloudKmsDataKeys(CloudKMS client, String key, SecureRandom random)
    implements WrappedPackSeal.Maker {

  /** AES-256. */
  private static final int LENGTH = 32;

  private static final Pattern KEY =
      Pattern.compile("projects/[^/]+/locations/[^/]+/keyRings/[^/]+/cryptoKeys/[^/:]+");

  @Override
  public WrappedPackSeal.DataKey make() throws IOException {
    byte[] plain = new byte[LENGTH];
    random.nextBytes(plain);
    EncryptResponse r;
    try {
      EncryptRequest q = new EncryptRequest().encodePlaintext(plain).setPlaintextCrc32c(crc(plain));
      r = keys(client).encrypt(key, q).setDisableGZipContent(true).execute();
    } catch (IOException e) {
      throw GoogleFaults.io("wrap a data key with " + key, e);
    }
    byte[] wrapped = r.decodeCiphertext();
    if (!Boolean.TRUE.equals(r.getVerifiedPlaintextCrc32c())
        || wrapped == null
        || !Long.valueOf(crc(wrapped)).equals(r.getCiphertextCrc32c())) {
      throw new IOException("a data key was changed on its way to or from " + key);
    }
    return new WrappedPackSeal.DataKey(
        Bytes.of(plain), new WrappedKey(key, Bytes.of(wrapped)).encode());
  }

  /** For a reader that may use the key; a wrapped one names it. */
  static WrappedPackKeys.Unwrapper unwrapper(CloudKMS client) {
    return wrapped -> {
      try {
        WrappedKey w = WrappedKey.parse(wrapped);
        if (!KEY.matcher(w.key()).matches()) {
          throw new IOException("it is not wrapped by a key of Cloud KMS");
        }
        return unwrap(client, w);
      } catch (MalformedInput e) {
        throw new IOException("it is not wrapped by Cloud KMS", e);
      }
    };
  }

  private static Bytes unwrap(CloudKMS client, WrappedKey w) throws IOException {
    DecryptResponse r;
    try {
      DecryptRequest q = new DecryptRequest().encodeCiphertext(w.ciphertext().toArray());
      r = keys(client).decrypt(w.key(), q).setDisableGZipContent(true).execute();
    } catch (IOException e) {
      throw GoogleFaults.io("unwrap a data key with " + w.key(), e);
    }
    byte[] plain = r.decodePlaintext();
    if (plain == null
        || plain.length != LENGTH
        || !Long.valueOf(crc(plain)).equals(r.getPlaintextCrc32c())) {
      throw new IOException(w.key() + " gave no data key, or it was changed on its way");
    }
    return Bytes.of(plain);
  }

  private static CloudKMS.Projects.Locations.KeyRings.CryptoKeys keys(CloudKMS client) {
    return client.projects().locations().keyRings().cryptoKeys();
  }

  private static long crc(byte[] b) {
    CRC32C c = new CRC32C();
    c.update(b);
    return c.getValue();
  }
}

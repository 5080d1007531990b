package dev.attestry.gcp.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.google.api.client.testing.http.MockHttpTransport;
import com.google.api.client.testing.http.MockLowLevelHttpResponse;
import com.google.api.services.cloudkms.v1.CloudKMS;
import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.DirectoryBucket;
import dev.attestry.chain.Layout;
import dev.attestry.chain.ObjectWriter;
import dev.attestry.chain.Pack;
import dev.attestry.chain.PackItem;
import dev.attestry.chain.PackReader;
import dev.attestry.chain.WrappedKey;
import dev.attestry.chain.WrappedPackKeys;
import dev.attestry.chain.WrappedPackSeal;
import dev.attestry.codec.Bytes;
import dev.attestry.lab.standin.FakeCloudKms;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real client against our fake of Cloud KMS. */
final class CloudKmsDataKeysTest {

  private static final Layout LAYOUT = new Layout("2026");
  private static final String KEY = "projects/lab/locations/eu/keyRings/attestry/cryptoKeys/packs";
  private static final Pack PACK =
      new Pack(
          List.of(
              new PackItem("gcp/a/stated", "application/json", Bytes.zeros(16), Bytes.utf8("{}"))));

  @TempDir private Path folder;

  private final FakeCloudKms kms;
  private final CloudKMS client;
  private final List<String> problems = new ArrayList<>();

  CloudKmsDataKeysTest() throws Exception {
    this.kms = FakeCloudKms.start();
    this.client = GcsLab.clients(kms.endpoint()).kms();
    kms.createSymmetric(KEY);
  }

  @AfterEach
  void stop() {
    kms.close();
  }

  private PackReader reader(Bucket bucket) {
    return new PackReader(
        new WrappedPackKeys(CloudKmsDataKeys.unwrapper(client), bucket, LAYOUT, problems::add));
  }

  @Test
  void whoMayUseTheKeyReadsThePacksAndWhoMayNotIsToldWhy() throws Exception {
    Bucket bucket = DirectoryBucket.create(folder.resolve("b"));
    SecureRandom random = new SecureRandom();
    Bytes sealed =
        new WrappedPackSeal(
                new CloudKmsDataKeys(client, KEY, random), new ObjectWriter(bucket, LAYOUT), random)
            .seal(PACK);
    PackReader.Outcome.Opened opened = (PackReader.Outcome.Opened) reader(bucket).read(sealed);
    assertThat(opened.pack()).isEqualTo(PACK);
    assertThat(problems).isEmpty();
    kms.disable(KEY);
    assertThat(reader(bucket).read(sealed)).isInstanceOf(PackReader.Outcome.NoKey.class);
    assertThat(problems).singleElement().asString().contains("unwrap a data key", KEY);
  }

  @Test
  void eachDataKeyIsAnotherOne() throws Exception {
    CloudKmsDataKeys keys = new CloudKmsDataKeys(client, KEY, new SecureRandom());
    WrappedPackSeal.DataKey one = keys.make();
    assertThat(one.key().length()).isEqualTo(32);
    assertThat(one.key()).isNotEqualTo(keys.make().key());
    assertThat(CloudKmsDataKeys.unwrapper(client).unwrap(one.wrapped())).isEqualTo(one.key());
  }

  /** A wrapped key in the bucket may be of another service, or name what a request must not. */
  @ParameterizedTest
  @ValueSource(strings = {"arn:aws:kms:k", KEY + ":encrypt", "../../v1/x", ""})
  void aKeyOfAnotherServiceIsNotAskedFor(String name) {
    Bytes wrapped = new WrappedKey(name, Bytes.utf8("x")).encode();
    assertThatIOException()
        .isThrownBy(() -> CloudKmsDataKeys.unwrapper(client).unwrap(wrapped))
        .withMessageContaining("not wrapped by");
    assertThatIOException()
        .isThrownBy(() -> CloudKmsDataKeys.unwrapper(client).unwrap(Bytes.utf8("raw")))
        .withMessageContaining("not wrapped by");
  }

  /** A key that changed on its way would make packs that nobody ever reads. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        // Cloud KMS got another key than was sent.
        "{\"ciphertext\":\"eA==\",\"ciphertextCrc32c\":\"2839306131\","
            + "\"verifiedPlaintextCrc32c\":false}",
        "{\"ciphertext\":\"eA==\",\"ciphertextCrc32c\":\"2839306131\"}",
        // What came back is not what it sent.
        "{\"ciphertext\":\"eA==\",\"ciphertextCrc32c\":\"1\",\"verifiedPlaintextCrc32c\":true}",
        "{\"ciphertextCrc32c\":\"1\",\"verifiedPlaintextCrc32c\":true}"
      })
  void aDataKeyThatWasChangedOnItsWayIsNotUsed(String answer) {
    CloudKmsDataKeys keys = new CloudKmsDataKeys(answering(answer), KEY, new SecureRandom());
    assertThatIOException().isThrownBy(keys::make).withMessageContaining("changed on its way");
  }

  @Test
  void anUnwrappedKeyThatWasChangedOnItsWayIsNotUsed() {
    Bytes wrapped = new WrappedKey(KEY, Bytes.utf8("x")).encode();
    String key = "\"plaintext\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"";
    for (String answer :
        List.of("{" + key + ",\"plaintextCrc32c\":\"1\"}", "{\"plaintext\":\"AA==\"}", "{}")) {
      assertThatIOException()
          .isThrownBy(() -> CloudKmsDataKeys.unwrapper(answering(answer)).unwrap(wrapped))
          .withMessageContaining("no data key");
    }
  }

  private static CloudKMS answering(String json) {
    MockHttpTransport transport =
        new MockHttpTransport.Builder()
            .setLowLevelHttpResponse(
                new MockLowLevelHttpResponse().setContentType("application/json").setContent(json))
            .build();
    return new GoogleClients(transport, Optional.empty(), Map.of()).kms();
  }

  @Test
  void aKeyThatCannotBeUsedIsNamed() {
    kms.disable(KEY);
    CloudKmsDataKeys keys = new CloudKmsDataKeys(client, KEY, new SecureRandom());
    assertThatIOException().isThrownBy(keys::make).withMessageContaining("wrap a data key with");
  }
}

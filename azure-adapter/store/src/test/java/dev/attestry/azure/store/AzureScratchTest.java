package dev.attestry.azure.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.azure.storage.blob.BlobContainerClient;
import dev.attestry.bucket.KeyPrefix;
import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.Scratch;
import dev.attestry.codec.Bytes;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class AzureScratchTest {

  private static final ObjectName HEAD = ObjectName.of("2026/head");

  @Test
  void keepsTheNewestHint() throws IOException {
    Scratch s = AzureScratch.of(BlobLocation.of(AzureLab.azurite(AzureLab.http())));
    assertThat(s.get(HEAD)).isEmpty();
    s.put(HEAD, Bytes.utf8("1"));
    s.put(HEAD, Bytes.utf8("22"));
    assertThat(s.get(HEAD)).contains(Bytes.utf8("22"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> s.put(HEAD, Bytes.zeros(Scratch.MAX_HINT + 1)));
  }

  @Test
  void aContainerThatIsNotThereIsAnError() {
    Scratch gone =
        AzureScratch.of(BlobLocation.of(AzureLab.fake("no-such-container", AzureLab.http())));
    assertThatIOException().isThrownBy(() -> gone.get(HEAD));
    assertThatIOException().isThrownBy(() -> gone.put(HEAD, Bytes.EMPTY));
  }

  @Test
  void aPrefixKeepsLogsOfOneContainerApart() throws IOException {
    BlobContainerClient c = AzureLab.azurite(AzureLab.http());
    Scratch one = AzureScratch.of(new BlobLocation(c, new KeyPrefix("one/")));
    one.put(HEAD, Bytes.utf8("1"));
    assertThat(AzureScratch.of(new BlobLocation(c, new KeyPrefix("two/"))).get(HEAD)).isEmpty();
    assertThat(one.get(HEAD)).contains(Bytes.utf8("1"));
  }
}

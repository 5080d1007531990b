package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.lab.cold.Billed;
import dev.attestry.lab.cold.RequestCount;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a cloud bills is told from a request's line and headers. */
final class BilledTest {

  private static final String TOKEN = "\r\nauthorization: Bearer t\r\n\r\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PUT /log/2026/commit/000 HTTP/1.1 | S3 put",
        "GET /log/2026/commit/000 HTTP/1.1 | S3 get",
        "HEAD /log/2026/commit/000?versionId=1 HTTP/1.1 | S3 get",
        "GET /log?list-type=2&prefix=x HTTP/1.1 | S3 list",
        "GET /log?versions&prefix=x HTTP/1.1 | S3 list"
      })
  void objectsOfAws(String line, String billed) {
    assertThat(Billed.aws(line + TOKEN)).isEqualTo(billed);
  }

  @Test
  void callsOfAws() {
    assertThat(Billed.aws("POST / HTTP/1.1\r\nX-Amz-Target: TrentService.Sign\r\n\r\n"))
        .isEqualTo("KMS Sign");
    assertThat(Billed.aws("POST / HTTP/1.1\r\nx-amz-target: AmazonSQS.SendMessage\r\n\r\n"))
        .isEqualTo("SQS SendMessage");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PUT /a/log/2026/commit/000 HTTP/1.1 | Blob write",
        "HEAD /a/log/2026/commit/000 HTTP/1.1 | Blob read",
        "GET /a/log?restype=container&comp=list&prefix=x HTTP/1.1 | Blob list"
      })
  void blobsOfAzure(String line, String billed) {
    assertThat(Billed.azureBlobs(line + TOKEN)).isEqualTo(billed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST /keys/commit/1/sign?api-version=7.6 HTTP/1.1 | Key Vault EC sign",
        "POST /keys/pack/1/wrapkey?api-version=7.6 HTTP/1.1 | Key Vault RSA wrap",
        "GET /keys/commit/1?api-version=7.6 HTTP/1.1 | Key Vault get key"
      })
  void keysOfAzure(String line, String billed) {
    assertThat(Billed.azureVault(line + TOKEN)).isEqualTo(billed);
  }

  /** What is asked without a token to learn where tokens come from is refused, and not billed. */
  @Test
  void whatAzureRefusesWithoutATokenIsNotBilled() {
    assertThat(Billed.azureVault("GET /keys/commit/1 HTTP/1.1\r\n\r\n")).isEmpty();
    assertThat(Billed.azureQueues("GET /a/checks/messages HTTP/1.1" + TOKEN)).isEmpty();
    assertThat(Billed.azureQueues("POST /a/checks/messages HTTP/1.1" + TOKEN))
        .isEqualTo("Queue send");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST /upload/storage/v1/b/log/o?ifGenerationMatch=0 HTTP/1.1 | Storage insert",
        "GET /storage/v1/b/log/o?prefix=x&versions=true HTTP/1.1 | Storage list",
        "GET /storage/v1/b/log/o/2026%2Fgenesis?alt=media HTTP/1.1 | Storage get",
        "GET /storage/v1/b/log HTTP/1.1 | Storage get"
      })
  void objectsOfGoogle(String line, String billed) {
    assertThat(Billed.googleStorage(line + TOKEN)).isEqualTo(billed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST /v1/k/cryptoKeyVersions/1:asymmetricSign HTTP/1.1 | KMS sign",
        "POST /v1/k:encrypt HTTP/1.1 | KMS encrypt",
        "GET /v1/k/cryptoKeyVersions/1/publicKey HTTP/1.1 | KMS get public key"
      })
  void keysOfGoogle(String line, String billed) {
    assertThat(Billed.googleKms(line + TOKEN)).isEqualTo(billed);
  }

  @Test
  void whatIsBilledIsCountedAndWhatIsNotIsNot() {
    RequestCount count = new RequestCount();
    Consumer<String> heard = count.by(Billed::azureQueues);
    heard.accept("POST /a/checks/messages HTTP/1.1" + TOKEN);
    heard.accept("GET /a/checks/messages HTTP/1.1" + TOKEN);
    count.add("Queue send", 2);
    assertThat(count.of("Queue send")).isEqualTo(3);
  }
}

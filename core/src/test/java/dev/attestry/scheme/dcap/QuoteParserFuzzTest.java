package dev.attestry.scheme.dcap;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.evidence.Claims;
import java.util.Optional;

/** Any bytes are a quote or malformed. The corpus is made by the lab's guests and enclaves. */
final class QuoteParserFuzzTest {

  @FuzzTest
  void readsOrRefuses(byte[] data) {
    try {
      Quote quote = QuoteParser.parse(Bytes.of(data));
      assertThat(quote.signed().length() + quote.padding()).isLessThan(data.length);
      assertThat(claims(quote).text("/report_data").orElseThrow()).hasSize(128);
    } catch (MalformedInput e) {
      assertThat(e.structure()).isNotEmpty();
    }
  }

  private static Claims claims(Quote quote) {
    return Claims.of(c -> DcapClaims.write(c, quote, Optional.empty()));
  }
}

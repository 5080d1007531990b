package dev.attestry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.cases.Case;
import dev.attestry.cases.CaseFile;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real documents with one byte changed, at 500 seeded positions each: none verifies. */
final class MutationTest {

  private static final int POSITIONS = 500;

  @ParameterizedTest
  @ValueSource(strings = {"nitro", "nitrotpm"})
  void noChangedByteOfARealAwsDocumentVerifies(String format) throws IOException, MalformedInput {
    List<String> verified = new ArrayList<>();
    Crypto crypto = Crypto.fastest().rememberingCertificates(1000);
    int tried = 0;
    for (Path file : Vectors.cases(format)) {
      Case real = CaseFile.read(file, crypto);
      if (real.verify().verdict() != Verdict.VERIFIED) {
        continue;
      }
      byte[] bytes = real.evidence().part("document").orElseThrow().toArray();
      Random random = new Random(file.getParent().getFileName().toString().hashCode());
      for (int n = 0; n < POSITIONS; n++) {
        int i = random.nextInt(bytes.length);
        byte good = bytes[i];
        bytes[i] ^= (byte) (1 + random.nextInt(255));
        Evidence changed =
            Evidence.of(real.evidence().mediaType(), Map.of("document", Bytes.of(bytes)));
        if (new Case(real.scheme(), changed, real.input()).verify().verdict() == Verdict.VERIFIED) {
          verified.add(file + " at " + i);
        }
        bytes[i] = good;
        tried++;
      }
    }
    assertThat(tried).isPositive();
    // There is no don't-care: outer lengths, headers and everything signed count, all of it.
    assertThat(verified).isEmpty();
  }
}

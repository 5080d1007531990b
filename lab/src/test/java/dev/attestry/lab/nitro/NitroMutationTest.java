package dev.attestry.lab.nitro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.Profile;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.VerificationInput;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * One changed byte anywhere is refused: the outer array, both headers and the lengths are held to
 * one form, payload and protected header are signed, the certificates are part of the payload.
 * There is no byte that does not count.
 */
final class NitroMutationTest {

  @Test
  void noByteOfAnEnclaveDocumentCanBeChanged() {
    everyByte("nitro", NitroLab.document().signedBy(NitroLab.leaf()));
  }

  @Test
  void noByteOfANitroTpmDocumentCanBeChanged() {
    everyByte("nitrotpm", NitroLab.TPM.attest(NitroLab.REQUEST));
  }

  @Test
  void noDocumentCanBeCutShort() {
    Bytes document = NitroLab.document().signedBy(NitroLab.leaf());
    for (int n = 0; n < document.length(); n++) {
      assertThat(NitroLab.failed(document.slice(0, n)))
          .as(n + " bytes")
          .containsExactly("evidence.malformed");
    }
  }

  private static void everyByte(String scheme, Bytes document) {
    // As given, without a nonce: the signature alone has to notice.
    VerificationInput input =
        NitroLab.input()
            .withProfile(Profile.AS_GIVEN)
            .withCrypto(Crypto.fastest().rememberingCertificates(100));
    assertThat(NitroLab.judge(scheme, document, input).verdict()).isEqualTo(Verdict.VERIFIED);
    List<Integer> verified = new ArrayList<>();
    byte[] bytes = document.toArray();
    for (int i = 0; i < bytes.length; i++) {
      byte good = bytes[i];
      bytes[i] = (byte) (good ^ 1 << i % 8);
      if (NitroLab.judge(scheme, Bytes.of(bytes), input).verdict() == Verdict.VERIFIED) {
        verified.add(i);
      }
      bytes[i] = good;
    }
    assertThat(verified).as("don't-cares among %d bytes", bytes.length).isEmpty();
  }
}

package dev.attestry.aws.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.attestry.chain.NoteSigner;
import dev.attestry.chain.VerifierKey;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.EcdsaSignature;
import dev.attestry.lab.standin.AwsStandIn;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;

final class KmsSignerTest {

  private static final Bytes MESSAGE = Bytes.utf8("text\n");

  private static String key(KmsClient kms, KeySpec spec, KeyUsageType usage) {
    return kms.createKey(b -> b.keySpec(spec).keyUsage(usage)).keyMetadata().keyId();
  }

  private static String signingKey(KmsClient kms) {
    return key(kms, KeySpec.ECC_NIST_P256, KeyUsageType.SIGN_VERIFY);
  }

  @ParameterizedTest
  @EnumSource(AwsStandIn.class)
  void signsInTheOneFormThatAVerifierKeyTakes(AwsStandIn kind) throws Exception {
    try (KmsClient kms = StoreLab.of(kind).clients().kms()) {
      KmsSigner s = KmsSigner.of(kms, signingKey(kms));
      VerifierKey key = VerifierKey.of("writer", VerifierKey.Type.ECDSA, s.publicKey());
      for (int i = 0; i < 20; i++) {
        Bytes signature = s.sign(MESSAGE);
        assertThat(EcdsaSignature.isLowS(signature)).isTrue();
        assertThat(key.verifies(Crypto.jdk(), MESSAGE, signature)).isTrue();
        assertThat(key.verifies(Crypto.jdk(), Bytes.utf8("text"), signature)).isFalse();
      }
      NoteSigner note = NoteSigner.of("aws-commit", s);
      assertThat(note.key().verifies(Crypto.jdk(), MESSAGE, note.line(MESSAGE).signature()))
          .isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(AwsStandIn.class)
  void refusesKeysThatCannotSignACommit(AwsStandIn kind) {
    try (KmsClient kms = StoreLab.of(kind).clients().kms()) {
      String p384 = key(kms, KeySpec.ECC_NIST_P384, KeyUsageType.SIGN_VERIFY);
      String rsa = key(kms, KeySpec.RSA_2048, KeyUsageType.SIGN_VERIFY);
      String secret = key(kms, KeySpec.SYMMETRIC_DEFAULT, KeyUsageType.ENCRYPT_DECRYPT);
      for (String id : new String[] {p384, rsa, secret, "no-such-key"}) {
        assertThatIOException().isThrownBy(() -> KmsSigner.of(kms, id)).withMessageContaining(id);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(AwsStandIn.class)
  void aKeyThatWasSwitchedOffSignsNothing(AwsStandIn kind) throws IOException {
    try (KmsClient kms = StoreLab.of(kind).clients().kms()) {
      String id = signingKey(kms);
      KmsSigner s = KmsSigner.of(kms, id);
      kms.disableKey(b -> b.keyId(id));
      assertThatIOException().isThrownBy(() -> s.sign(MESSAGE)).withMessageContaining("sign with");
    }
  }

  /** What does not verify would burn a slot of the log, and the next one, and so on. */
  @ParameterizedTest
  @EnumSource(AwsStandIn.class)
  void aSignatureOfSomethingElseIsNotPassedOn(AwsStandIn kind) throws IOException, MalformedInput {
    StoreLab lab = StoreLab.of(kind);
    try (KmsClient kms = lab.clients().kms();
        KmsClient wrong = lab.kms(new OtherSignature())) {
      KmsSigner s = KmsSigner.of(wrong, signingKey(kms));
      assertThatIOException()
          .isThrownBy(() -> s.sign(MESSAGE))
          .withMessageContaining("does not verify");
    }
  }
}

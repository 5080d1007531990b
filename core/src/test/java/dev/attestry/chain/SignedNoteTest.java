package dev.attestry.chain;

import static dev.attestry.chain.TlogVectors.base64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SignedNoteTest {

  @Test
  void judgesEveryNoteWithEachProvider() {
    List<Crypto> providers = new ArrayList<>(List.of(Crypto.jdk(), Crypto.bouncyCastle()));
    Crypto.accp().ifPresent(providers::add);
    for (Crypto crypto : providers) {
      TlogVectors.Tally tally = new TlogVectors.Tally();
      for (JsonNode c : TlogVectors.cases("notes")) {
        List<String> signers = signers(crypto, c);
        tally.add(c, !signers.isEmpty());
        if (c.get("expect").textValue().equals("valid")) {
          List<String> verified = new ArrayList<>();
          c.path("verified").forEach(v -> verified.add(v.textValue()));
          assertThat(signers).as(c.get("id").textValue()).hasSameElementsAs(verified);
        }
      }
      assertThat(tally.wrong).as(crypto.name()).isEmpty();
      assertThat(tally.asserted).isGreaterThan(40);
      tally.listEither("tlog notes, " + crypto.name());
      assertThat(tally.either).hasSizeLessThan(10);
    }
  }

  /** Name and key id of the keys that signed; none where anything is refused. */
  private static List<String> signers(Crypto crypto, JsonNode c) {
    try {
      List<VerifierKey> keys = new ArrayList<>();
      for (JsonNode k : c.get("vkeys")) {
        keys.add(VerifierKey.parse(k.textValue()));
      }
      return switch (SignedNote.parse(base64(c.get("note_b64"))).open(crypto, keys)) {
        case SignedNote.Opening.Opened o ->
            o.signers().stream().map(k -> k.name() + "+" + k.id().hex()).toList();
        case SignedNote.Opening.Refused r -> List.of();
      };
    } catch (MalformedInput e) {
      return List.of();
    }
  }

  @Test
  void writesBackTheNoteAndTheKeysItRead() throws MalformedInput {
    int checked = 0;
    for (JsonNode c : TlogVectors.cases("notes")) {
      if (c.get("expect").textValue().equals("valid")) {
        Bytes note = base64(c.get("note_b64"));
        assertThat(SignedNote.parse(note).encode()).isEqualTo(note);
        for (JsonNode k : c.get("vkeys")) {
          assertThat(VerifierKey.parse(k.textValue())).hasToString(k.textValue());
        }
        checked++;
      }
    }
    assertThat(checked).isGreaterThan(15);
  }

  @Test
  void refusesEveryTruncationOfANote() {
    Bytes note = base64(TlogVectors.cases("notes").get(0).get("note_b64"));
    for (int n = 0; n < note.length(); n++) {
      Bytes cut = note.slice(0, n);
      assertThatThrownBy(() -> SignedNote.parse(cut)).isInstanceOf(MalformedInput.class);
    }
  }

  @Test
  void refusesAFloodOfSignatureLines() {
    Bytes flood = Bytes.utf8("x\n\n" + "— a AAAAAAA=\n".repeat(10_000));
    assertThatThrownBy(() -> SignedNote.parse(flood)).isInstanceOf(MalformedInput.class);
  }
}

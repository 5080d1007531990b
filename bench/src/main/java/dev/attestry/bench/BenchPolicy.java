package dev.attestry.bench;

import dev.attestry.chain.Chain;
import dev.attestry.chain.Draft;
import dev.attestry.chain.Id;
import dev.attestry.chain.NoteSigner;
import dev.attestry.chain.PolicyContent;
import dev.attestry.chain.SignedNote;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.crypto.NiUri;
import java.io.IOException;

/** A document that results rest on, and the entry that brings it into force. */
record BenchPolicy(PolicyContent.ObjectType type, String name, Bytes document) {

  static final BenchPolicy POLICY =
      new BenchPolicy(PolicyContent.ObjectType.POLICY, "p", Bytes.utf8("{\"name\":\"p\"}"));
  static final BenchPolicy ANCHORS =
      new BenchPolicy(PolicyContent.ObjectType.ANCHORS, "a", Bytes.utf8("{\"anchors\":[]}"));

  String identity() {
    return NiUri.of(document);
  }

  /** Stores the document and makes its activation, signed by the policy key. */
  Draft activation(Chain chain, NoteSigner key) throws IOException {
    chain.store(chain.layout().policy(hash()), document, "00000000");
    String origin = chain.genesis().genesis().origin();
    SignedNote.Line l = key.line(PolicyContent.statement(origin, type, name, 1, identity()));
    String signature =
        "\u2014 " + l.name() + " " + Base64s.encode(Bytes.concat(l.keyId(), l.signature()));
    return Draft.of(
        new Id("@policy/" + type.label() + "/" + name, "v1", 1),
        chain.view().commit(),
        new PolicyContent(type, name, 1, identity(), signature));
  }

  private Bytes hash() {
    return HashAlgorithm.SHA384.digest(document);
  }
}

package dev.attestry.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.bucket.MemoryBucket;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.HashAlgorithm;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A good second commit, changed in one place and signed again: void, for the reason meant. */
final class JudgeTest {

  private static final BigInteger ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  private final ChainLab lab = new ChainLab();
  private final Judge judge = Judge.of(lab.genesis, Crypto.fastest());
  private Tip tip = Tip.genesis(lab.genesis.hash());
  private String header = "";
  private String body = "";

  @BeforeEach
  void makeTwoCommits() throws IOException {
    MemoryBucket bucket = new MemoryBucket();
    Chain chain = lab.create(bucket);
    chain
        .appender(lab.aws, ChainLab.settings(7))
        .append(List.of(ChainLab.draft("aws/a", "s1", 0, "a")));
    Bytes first = ((ReadOutcome.Found) bucket.read(chain.layout().commit(0))).bytes();
    tip = ((Judgement.Standing) judge(0, first)).tip();
    String second = ((ReadOutcome.Found) bucket.read(chain.layout().commit(1))).bytes().utf8();
    header = second.substring(0, second.indexOf("\n\n") + 1);
    body = second.substring(second.indexOf("\n\n", header.length() + 1) + 2);
  }

  private Judgement judge(long k, Bytes object) {
    return judge.judge(k, new ReadOutcome.Found(object, object.length()), tip);
  }

  private Bytes signed(String newHeader, String newBody, NoteSigner by) throws IOException {
    Bytes text = Bytes.utf8(newHeader);
    Bytes note = new SignedNote(text, List.of(by.line(text))).encode();
    return Bytes.concat(note, Bytes.of('\n'), Bytes.utf8(newBody));
  }

  private void isVoid(Bytes object, String reason) {
    assertThat(judge(1, object)).isInstanceOf(Judgement.Skipped.class);
    assertThat(((Judgement.Skipped) judge(1, object)).reason()).contains(reason);
  }

  @Test
  void stands() throws IOException {
    assertThat(judge(1, signed(header, body, lab.aws))).isInstanceOf(Judgement.Standing.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // grammar, chain §1
        "attestry/commit/v1 | attestry/commit/v01 | leading zeros",
        "attestry/commit/v1 | other/commit/v1 | expected",
        "commit 1 | commit 01 | leading zeros",
        "commit 1 | commit +1 | leading zeros",
        "commit 1 | commit 99999999999999999 | leading zeros",
        "cp - - | cp - | words expected",
        "cp - - | cp 1 - | base64",
        "heads - - | heads | words expected",
        "writer aws-commit | writer Aws | writer name",
        "writer aws-commit | writer azure-commit | writer and signer differ",
        "body | seal¶seal¶body | expected",
        "body | extra¶body | expected",
        // what stands before, chain §2.1
        "lab.example/2026 | lab.example/2027 | another origin",
        "commit 1 | commit 2 | says it is commit 2",
        "prev 0 | prev - | does not follow",
        "prev 0 | prev 1 | does not follow",
        "keys 0 | keys 2 | not in force",
        "attestry/commit/v1 | attestry/commit/v2 | version",
        "attestry/commit/v1 | attestry/commit/v0 | no such version",
        // chain §1.5, §2.4, §2.5
        "writer | void 1 0 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=¶writer | void line",
        "body | seal¶body | seal",
        "root 4 | root 8 | follow"
      })
  void voidWhereALineOfTheHeaderIsWrong(String from, String to, String reason) throws IOException {
    String changed = header.replaceFirst("(?m)^(.*)" + from, "$1" + to.replace("¶", "\n"));
    assertThat(changed).isNotEqualTo(header);
    isVoid(signed(changed, body, lab.aws), reason);
  }

  @Test
  void voidWithCarriageReturns() throws IOException {
    isVoid(signed(header.replace("\n", "\r\n"), body, lab.aws), "");
  }

  @Test
  void voidWhereAHashIsNotTheOneThatFollows() throws IOException {
    for (String name : List.of("prev 0 ", "keys 0 ", "body ", "root 4 ")) {
      int at = header.indexOf(name) + name.length();
      String zeros = Base64s.encode(Bytes.zeros(32));
      isVoid(
          signed(header.substring(0, at) + zeros + header.substring(at + 44), body, lab.aws), "");
    }
  }

  @Test
  void voidWhereTheSignatureIsNotACommitKeysInForce() throws IOException {
    isVoid(signed(header, body, lab.policy), "not signed by a commit key");
    isVoid(signed(header, body, lab.owner), "not signed by a commit key");
    // A foreign key under the name of ours.
    NoteSigner thief = NoteSigner.of("aws-commit", new SeededSigner("thief"));
    isVoid(signed(header, body, thief), "does not hold");
    isVoid(signed(header, body, lab.azure), "writer and signer differ");
  }

  @Test
  void voidWhereTheSignatureHasTheOtherS() throws IOException {
    // Both s and n-s verify; only one may stand, or anyone could make a second object of one
    // commit.
    SignedNote.Line good = lab.aws.line(Bytes.utf8(header));
    Bytes der = good.signature();
    int r = der.u8(3);
    BigInteger s = new BigInteger(1, der.slice(6 + r, der.length()).toArray());
    Bytes high =
        dev.attestry.crypto.EcdsaSignature.der(
            der.slice(4, 4 + r), Bytes.of(ORDER.subtract(s).toByteArray()));
    Bytes note =
        new SignedNote(
                Bytes.utf8(header), List.of(new SignedNote.Line("aws-commit", good.keyId(), high)))
            .encode();
    isVoid(Bytes.concat(note, Bytes.utf8("\n" + body)), "does not hold");
  }

  @Test
  void voidWithTwoSignaturesOrNone() throws IOException {
    Bytes text = Bytes.utf8(header);
    SignedNote.Line line = lab.aws.line(text);
    Bytes two = new SignedNote(text, List.of(line, line)).encode();
    isVoid(Bytes.concat(two, Bytes.utf8("\n" + body)), "one signature line");
    isVoid(Bytes.utf8(header + "\n" + body), "signature");
  }

  @Test
  void voidWhereTheBodyIsNotTheOneThatIsSigned() throws IOException {
    isVoid(signed(header, body + "{}\n", lab.aws), "not the one that is signed");
    isVoid(signed(header, body.replace("aws/a", "aws/b"), lab.aws), "not the one that is signed");
    isVoid(signed(header, body.substring(0, body.length() - 1), lab.aws), "no LF");
    isVoid(signed(header, "", lab.aws), "no line");
    isVoid(signed(header, "\n".repeat(1024), lab.aws), "1,023");
  }

  @Test
  void voidWhereTheBodyIsNotUtf8() throws IOException {
    Bytes good = signed(header, "", lab.aws);
    isVoid(Bytes.concat(good, Bytes.of(0xff, '\n')), "UTF-8");
  }

  @Test
  void voidWhereTheObjectIsLargerThanACommitMayBe() {
    Bytes some = Bytes.utf8("x");
    assertThat(judge.judge(1, new ReadOutcome.Found(some, (8 << 20) + 1), tip))
        .isEqualTo(new Judgement.Skipped("more than 8 MiB"));
  }

  @Test
  void entriesAreNeverAReason() throws IOException {
    // A line that is no entry at all: the commit stands (chain §2, last paragraph).
    String junk = "no entry\n";
    Frontier tree = tip.tree();
    String first =
        header
            .substring(0, header.indexOf("body "))
            .concat("body ")
            .concat(Base64s.encode(HashAlgorithm.SHA256.digest(Bytes.utf8(junk))))
            .concat(" 9 1\n");
    tree.append(Bytes.utf8(first));
    tree.append(Bytes.utf8("no entry"));
    String text =
        first
            + "root 4 "
            + Base64s.encode(tree.root())
            + "\nfrontier "
            + Base64s.encode(tree.encode())
            + "\n";
    assertThat(judge(1, signed(text, junk, lab.aws))).isInstanceOf(Judgement.Standing.class);
  }

  @Test
  void stopsAtAVersionThatIsAllowedAndNotKnown() throws IOException {
    KeyDocument two =
        new KeyDocument(1, lab.documentZero.hash(), List.of(lab.aws(lab.aws)), 2, false);
    KeyDocument.Signed signed = lab.sign(two);
    Tip after = Tip.at(0, tip.hash(), signed, tip.tree(), false);
    String v2 =
        header
            .replace("attestry/commit/v1", "attestry/commit/v2")
            .replaceFirst("keys 0 \\S+", "keys 1 " + Base64s.encode(signed.hash()))
            .replaceFirst("cp - -", "something new");
    Bytes object = signed(v2, "also new\n", lab.aws);
    assertThat(judge.judge(1, new ReadOutcome.Found(object, object.length()), after))
        .isEqualTo(new Judgement.Upgrade(2));
    // With what is frozen wrong it is void for everyone, whatever its version.
    Bytes foreign = signed(v2.replace("prev 0", "prev 7"), "also new\n", lab.aws);
    assertThat(judge.judge(1, new ReadOutcome.Found(foreign, foreign.length()), after))
        .isInstanceOf(Judgement.Skipped.class);
  }
}

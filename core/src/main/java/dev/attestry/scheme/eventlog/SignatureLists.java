package dev.attestry.scheme.eventlog;

import dev.attestry.codec.ByteReader;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.HashAlgorithm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * EFI_SIGNATURE_LISTs of a signature database (UEFI 2.10, 32.4.1): what may run and what may not.
 *
 * @param certificates SHA-256 of each X.509 certificate
 * @param hashes each SHA-256 image hash
 */
record SignatureLists(List<Bytes> certificates, List<Bytes> hashes) {

  private static final Bytes X509 = Bytes.ofHex("a159c0a5e494a74a87b5ab155c2bf072");
  private static final Bytes SHA256 = Bytes.ofHex("2616c4c14c509240aca941f936934328");
  private static final int HEADER = 28;
  private static final int OWNER = 16;

  SignatureLists {
    certificates = List.copyOf(certificates);
    hashes = List.copyOf(hashes);
  }

  /** The lists that the value is, if it is nothing else; an empty value is an empty database. */
  static Optional<SignatureLists> of(Bytes value) {
    try {
      return Optional.of(parse(value));
    } catch (MalformedInput e) {
      return Optional.empty(); // an authority event holds one EFI_SIGNATURE_DATA instead
    }
  }

  static SignatureLists parse(Bytes value) throws MalformedInput {
    ByteReader in = ByteReader.of("EFI_SIGNATURE_LIST", value);
    List<Bytes> certificates = new ArrayList<>();
    List<Bytes> hashes = new ArrayList<>();
    while (!in.atEnd()) {
      Bytes type = in.take(16);
      long listSize = in.u32le();
      long headerSize = in.u32le();
      long signatureSize = in.u32le();
      ByteReader body = in.sub("EFI_SIGNATURE_LIST", listSize - HEADER);
      body.skip(headerSize);
      if (signatureSize <= OWNER || body.remaining() % signatureSize != 0) {
        throw body.malformed("signatures of " + signatureSize + " bytes");
      }
      while (!body.atEnd()) {
        body.skip(OWNER);
        Bytes signature = body.take(signatureSize - OWNER);
        if (type.equals(X509)) {
          certificates.add(HashAlgorithm.SHA256.digest(signature));
        } else if (type.equals(SHA256)) {
          hashes.add(signature);
        }
      }
    }
    return new SignatureLists(certificates, hashes);
  }
}

package dev.attestry.lab;

import dev.attestry.codec.Bytes;

/** UEFI variables as firmware measures them: UEFI_VARIABLE_DATA and what databases hold. */
final class EfiVariable {

  static final Bytes GLOBAL = Bytes.ofHex("61dfe48bca93d211aa0d00e098032b8c");
  static final Bytes IMAGE_SECURITY = Bytes.ofHex("cbb219d73a3d9645a3bcdad00e67656f");
  static final Bytes SHIM = Bytes.ofHex("50ab5d6046e00043abb63dd810dd8b23");

  /** EFI_CERT_X509_GUID and EFI_CERT_SHA256_GUID. */
  static final Bytes X509 = Bytes.ofHex("a159c0a5e494a74a87b5ab155c2bf072");

  static final Bytes SHA256 = Bytes.ofHex("2616c4c14c509240aca941f936934328");
  static final Bytes OWNER = Bytes.utf8("lab owner GUID..");

  private EfiVariable() {}

  /** UEFI_VARIABLE_DATA. */
  static Bytes data(Bytes vendor, String name, Bytes value) {
    return new LabBytes()
        .add(vendor)
        .le(8, name.length())
        .le(8, value.length())
        .utf16(name)
        .add(value)
        .bytes();
  }

  /** EFI_SIGNATURE_LIST with one entry. */
  static Bytes list(Bytes type, Bytes signature) {
    int size = OWNER.length() + signature.length();
    return new LabBytes()
        .add(type)
        .le(4, 28 + size)
        .le(4, 0)
        .le(4, size)
        .add(OWNER)
        .add(signature)
        .bytes();
  }

  /** Stands for a certificate in a signature database; nobody parses it. */
  static Bytes certificate(String name) {
    return Bytes.utf8("certificate of the lab's " + name);
  }
}

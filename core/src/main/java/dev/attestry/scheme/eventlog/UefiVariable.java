package dev.attestry.scheme.eventlog;

import dev.attestry.codec.ByteReader;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * UEFI_VARIABLE_DATA (PFP 1.06, 10.2.6): a variable as it was measured.
 *
 * @param owner GUID as encoded, 16 bytes
 * @param name printable ASCII; other names are of no interest here
 */
record UefiVariable(Bytes owner, String name, Bytes value) {

  /** EFI_GLOBAL_VARIABLE 8be4df61-93ca-11d2-aa0d-00e098032b8c. */
  static final Bytes GLOBAL = Bytes.ofHex("61dfe48bca93d211aa0d00e098032b8c");

  /** EFI_IMAGE_SECURITY_DATABASE d719b2cb-3d3a-4596-a3bc-dad00e67656f. */
  static final Bytes IMAGE_SECURITY = Bytes.ofHex("cbb219d73a3d9645a3bcdad00e67656f");

  /** SHIM_LOCK 605dab50-e046-4300-abb6-3dd810dd8b23. */
  static final Bytes SHIM = Bytes.ofHex("50ab5d6046e00043abb63dd810dd8b23");

  private static final int MAX_NAME = 256;

  /** The variable that the data is, if it is one. */
  static Optional<UefiVariable> of(Bytes data) {
    try {
      return Optional.of(parse(data));
    } catch (MalformedInput e) {
      return Optional.empty(); // some other event's data
    }
  }

  static UefiVariable parse(Bytes data) throws MalformedInput {
    ByteReader in = ByteReader.of("UEFI_VARIABLE_DATA", data);
    Bytes owner = in.take(16);
    long characters = in.u64le();
    long valueLength = in.u64le();
    if (characters < 0 || characters > MAX_NAME) {
      throw in.malformed("a name of " + Long.toUnsignedString(characters) + " characters");
    }
    String name = new String(in.take(2 * characters).toArray(), StandardCharsets.UTF_16LE);
    if (!name.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw in.malformed("a name that is not printable ASCII");
    }
    Bytes value = in.take(valueLength);
    in.expectEnd();
    return new UefiVariable(owner, name, value);
  }

  boolean is(Bytes vendor, String variable) {
    return owner.equals(vendor) && name.equals(variable);
  }
}

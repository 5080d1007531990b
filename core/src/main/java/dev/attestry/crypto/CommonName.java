package dev.attestry.crypto;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.DerReader;
import dev.attestry.codec.MalformedInput;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/** The common name (2.5.4.3) of a distinguished name, for vendors who put a meaning into it. */
public final class CommonName {

  private static final Bytes OID = Bytes.of(0x55, 0x04, 0x03);

  private CommonName() {}

  /** The one common name; empty if there is none, more than one, or none that can be read. */
  public static Optional<String> of(X500Principal name) {
    try {
      DerReader rdns = DerReader.of("Name", Bytes.of(name.getEncoded())).enter(DerReader.SEQUENCE);
      @Nullable String found = null;
      while (!rdns.atEnd()) {
        DerReader rdn = rdns.enter(DerReader.SET);
        while (!rdn.atEnd()) {
          DerReader attribute = rdn.enter(DerReader.SEQUENCE);
          if (attribute.content(DerReader.OBJECT_IDENTIFIER).equals(OID)) {
            if (found != null) {
              return Optional.empty();
            }
            found = attribute.content(attribute.peekTag()).utf8();
          }
        }
      }
      return Optional.ofNullable(found);
    } catch (MalformedInput e) {
      return Optional.empty();
    }
  }
}

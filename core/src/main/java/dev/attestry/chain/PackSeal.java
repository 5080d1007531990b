package dev.attestry.chain;

import dev.attestry.codec.Bytes;
import java.io.IOException;

/** How packs of a log are written: in clear for a lab, else under the key of the shard. */
@FunctionalInterface
public interface PackSeal {

  /** For lab chains only. */
  PackSeal CLEAR = Pack::encodeClear;

  /** The pack as an object. */
  Bytes seal(Pack pack) throws IOException;
}

package dev.attestry.chain;

import dev.attestry.codec.ByteReader;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** The contents of tiles (c2sp.org/tlog-tiles): hash tiles and entry bundles. */
public final class Tiles {

  private static final int HASH = 32;

  private Tiles() {}

  /** The bytes of a hash tile of the tree. */
  public static Bytes hashes(HashReader tree, TileName name) {
    Bytes[] out = new Bytes[name.width()];
    for (int i = 0; i < out.length; i++) {
      out[i] = tree.node(8 * name.level(), name.index() * TileName.FULL + i);
    }
    return Bytes.concat(out);
  }

  /** The hashes of a tile, as many as its name says. */
  public static List<Bytes> readHashes(TileName name, Bytes tile) throws MalformedInput {
    if (tile.length() != name.width() * HASH) {
      throw new MalformedInput("tile", -1, name.width() + " hashes of 32 bytes expected");
    }
    List<Bytes> out = new ArrayList<>();
    for (int i = 0; i < name.width(); i++) {
      out.add(tile.slice(i * HASH, (i + 1) * HASH));
    }
    return out;
  }

  /** An entry bundle: each entry with its length in two bytes in front. */
  public static Bytes bundle(List<Bytes> entries) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Bytes e : entries) {
      if (e.length() > 0xffff) {
        throw new IllegalArgumentException("an entry has at most 65,535 bytes");
      }
      out.write(e.length() >>> 8);
      out.write(e.length());
      out.writeBytes(e.toArray());
    }
    return Bytes.of(out.toByteArray());
  }

  /** The entries of a bundle, as many as its name says. */
  public static List<Bytes> readBundle(int width, Bytes bundle) throws MalformedInput {
    if (width < 1 || width > TileName.FULL) {
      throw new MalformedInput("entry bundle", -1, "a bundle has 1 to 256 entries");
    }
    ByteReader in = ByteReader.of("entry bundle", bundle);
    List<Bytes> out = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      out.add(in.take(in.u16be()));
    }
    in.expectEnd();
    return out;
  }
}

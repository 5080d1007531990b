package dev.attestry.chain;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.util.List;

/** The Merkle tree of RFC 6962 over SHA-256: hashes, and whether proofs hold. */
public final class Merkle {

  /** RFC 6962 §2.1: the root of the empty tree is the hash of the empty string. */
  public static final Bytes EMPTY_ROOT = HashAlgorithm.SHA256.digest();

  private static final Bytes LEAF = Bytes.of(0);
  private static final Bytes NODE = Bytes.of(1);

  private Merkle() {}

  /** SHA-256(0x00 ‖ data). */
  public static Bytes leaf(Bytes data) {
    return HashAlgorithm.SHA256.digest(LEAF, data);
  }

  /** SHA-256(0x01 ‖ left ‖ right). */
  public static Bytes node(Bytes left, Bytes right) {
    return HashAlgorithm.SHA256.digest(NODE, left, right);
  }

  /**
   * Whether the proof leads from the leaf at the index to the root of a tree of that size. A proof
   * alone does not bind the size: index and size come from a signed checkpoint, never from whoever
   * sent the proof.
   *
   * @param proof from the leaf's sibling up
   */
  public static boolean includes(long index, long size, Bytes leaf, List<Bytes> proof, Bytes root) {
    // RFC 9162 §2.1.3.2 step 1: the index lies inside the tree.
    if (index < 0 || index >= size || !hashes(proof) || leaf.length() != TreeHasher.LENGTH) {
      return false;
    }
    long fn = index;
    long sn = size - 1;
    Bytes r = leaf;
    for (Bytes p : proof) {
      if (sn == 0) {
        return false; // step 4.1: more hashes than levels
      }
      if ((fn & 1) == 1 || fn == sn) {
        r = node(p, r);
        // Step 4.2: levels where the last node has no sibling.
        int shift = fn == 0 ? 0 : Long.numberOfTrailingZeros(fn);
        fn >>>= shift;
        sn >>>= shift;
      } else {
        r = node(r, p);
      }
      fn >>>= 1;
      sn >>>= 1;
    }
    return sn == 0 && r.equals(root); // step 5
  }

  /**
   * Whether the proof shows that the tree of {@code size} leaves begins with the {@code old} leaves
   * of the other. Nothing is shown from the empty tree, which every tree begins with.
   */
  public static boolean consistent(
      long old, long size, Bytes oldRoot, Bytes root, List<Bytes> proof) {
    if (old <= 0 || old > size || !hashes(proof)) {
      return false;
    }
    if (old == size) {
      return proof.isEmpty() && oldRoot.equals(root);
    }
    if (proof.isEmpty()) {
      return false;
    }
    return walk(old - 1, size - 1, Long.bitCount(old) == 1, oldRoot, root, proof);
  }

  /** RFC 9162 §2.1.4.2 steps 2 to 7. */
  private static boolean walk(
      long last, long lastNew, boolean powerOfTwo, Bytes oldRoot, Bytes root, List<Bytes> proof) {
    int shift = Long.numberOfTrailingZeros(~last); // step 4: right-shift while the bit is set
    long fn = last >>> shift;
    long sn = lastNew >>> shift;
    Bytes fr = powerOfTwo ? oldRoot : proof.get(0); // step 2: the old root stands in front
    Bytes sr = fr;
    for (int i = powerOfTwo ? 0 : 1; i < proof.size(); i++) {
      Bytes c = proof.get(i);
      if (sn == 0) {
        return false;
      }
      if ((fn & 1) == 1 || fn == sn) {
        fr = node(c, fr);
        sr = node(c, sr);
        int up = fn == 0 ? 0 : Long.numberOfTrailingZeros(fn);
        fn >>>= up;
        sn >>>= up;
      } else {
        sr = node(sr, c);
      }
      fn >>>= 1;
      sn >>>= 1;
    }
    return sn == 0 && fr.equals(oldRoot) && sr.equals(root);
  }

  private static boolean hashes(List<Bytes> proof) {
    return proof.size() <= 64 && proof.stream().allMatch(p -> p.length() == TreeHasher.LENGTH);
  }
}

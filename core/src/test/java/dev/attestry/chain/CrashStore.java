package dev.attestry.chain;

import dev.attestry.bucket.Bucket;
import java.io.IOException;
import java.util.List;

/**
 * Opens the bucket of a crash test, in the test and in each of its processes. Implementations have
 * a public constructor without arguments, by which a process makes one.
 */
public interface CrashStore {

  /**
   * Opens it anew.
   *
   * @param where what tells a process the bucket: a path, or an address and a name
   */
  Bucket open(List<String> where) throws IOException;
}

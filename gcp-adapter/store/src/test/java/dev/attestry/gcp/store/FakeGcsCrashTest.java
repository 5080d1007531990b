package dev.attestry.gcp.store;

import dev.attestry.chain.CrashContract;
import java.io.IOException;
import java.util.List;

/** Through a relay in the test, which says how the bucket is set up: the stand-in cannot. */
final class FakeGcsCrashTest extends CrashContract {

  FakeGcsCrashTest() {
    super(new GcsCrashStore());
  }

  @Override
  protected List<String> newBucket() throws IOException {
    return List.of(GcsLab.network().endpoint().toString(), GcsLab.bucket());
  }
}

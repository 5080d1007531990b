package dev.attestry.aws.functions;

import dev.attestry.function.Functions;
import java.util.concurrent.atomic.AtomicReference;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Lambda's SnapStart: instances go on from one snapshot of a process that was started. Credentials
 * need nothing, since they are asked for anew when they have expired.
 */
final class SnapStart implements Resource {

  /** The context refers to it weakly. */
  private static final AtomicReference<@Nullable SnapStart> KEPT = new AtomicReference<>();

  private final Functions functions;

  private SnapStart(Functions functions) {
    this.functions = functions;
  }

  /** Has the functions of this process told when they go on from a snapshot. */
  static Functions awaits(Functions functions) {
    SnapStart s = new SnapStart(functions);
    KEPT.set(s);
    Core.getGlobalContext().register(s);
    return functions;
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    // What a snapshot must not hold, none of us has: keys are KMS's, data keys are drawn at work.
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    functions.restored();
    System.out.println("{\"level\":\"info\",\"function\":\"snap-start\",\"restored\":true}");
  }
}

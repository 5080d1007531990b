package dev.attestry.aws.functions;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.function.AuditFunction;
import java.io.IOException;

/** {@code audit}: started by EventBridge Scheduler once a day. */
public final class AuditHandler extends Handler {

  private final AuditFunction audit;

  public AuditHandler() throws IOException {
    this(AwsFunctions.ofEnvironment().audit());
  }

  AuditHandler(AuditFunction audit) {
    this.audit = audit;
  }

  @Override
  Bytes handle(Bytes event) throws IOException, MalformedInput {
    return Bytes.utf8(audit.say(Schedule.time(event)).toString());
  }
}

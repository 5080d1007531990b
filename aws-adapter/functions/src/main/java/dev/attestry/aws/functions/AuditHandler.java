package dev.attestry.aws.functions;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
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
    String conclusion =
        audit.run(Schedule.time(event)).map(r -> r.conclusion().label()).orElse("known");
    return Bytes.utf8(Json.object().put("conclusion", conclusion).toString());
  }
}

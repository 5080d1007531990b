package dev.attestry.aws.functions;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.function.CheckFunction;
import dev.attestry.function.Console;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code check}: started by the queue of check requests. */
public final class CheckHandler extends Handler {

  private final CheckFunction check;

  public CheckHandler() throws IOException {
    this(AwsFunctions.ofEnvironment().check());
  }

  CheckHandler(CheckFunction check) {
    this.check = check;
  }

  @Override
  Bytes handle(Bytes event) throws MalformedInput, InterruptedException {
    List<SqsBatch.Message> failed = new ArrayList<>();
    for (SqsBatch.Message m : SqsBatch.parse(event).messages()) {
      try {
        check.run(m.body()).forEach(Console::silent);
      } catch (MalformedInput | IOException e) {
        Console.failed("check", m.id(), e);
        failed.add(m);
      }
    }
    return SqsBatch.failures(failed);
  }
}

package dev.attestry.aws.functions;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.function.Console;
import dev.attestry.function.DeadLetterFunction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code dead-letter}: started by the dead-letter queues; writes down what nobody worked off. */
public final class DeadLetterHandler extends Handler {

  private final DeadLetterFunction deadLetter;

  public DeadLetterHandler() throws IOException {
    this(AwsFunctions.ofEnvironment().deadLetter());
  }

  DeadLetterHandler(DeadLetterFunction deadLetter) {
    this.deadLetter = deadLetter;
  }

  @Override
  Bytes handle(Bytes event) throws MalformedInput {
    List<SqsBatch.Message> failed = new ArrayList<>();
    for (SqsBatch.Message m : SqsBatch.parse(event).messages()) {
      try {
        deadLetter.run(m.body());
      } catch (IOException | RuntimeException e) {
        // Nobody takes a dead letter along that could be written down.
        Console.failed("dead-letter", m.id(), e);
        failed.add(m);
      }
    }
    return SqsBatch.failures(failed);
  }
}

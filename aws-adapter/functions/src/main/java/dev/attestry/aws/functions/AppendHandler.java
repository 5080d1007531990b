package dev.attestry.aws.functions;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.function.AppendFunction;
import dev.attestry.function.Console;
import java.io.IOException;
import java.util.List;

/** {@code append}: started by the append queue; one commit for the batch. */
public final class AppendHandler extends Handler {

  private final AppendFunction append;

  public AppendHandler() throws IOException {
    this(AwsFunctions.ofEnvironment().append());
  }

  AppendHandler(AppendFunction append) {
    this.append = append;
  }

  @Override
  Bytes handle(Bytes event) throws IOException, MalformedInput {
    List<SqsBatch.Message> messages = SqsBatch.parse(event).messages();
    AppendFunction.Report r = append.run(messages.stream().map(SqsBatch.Message::body).toList());
    r.refused().forEach((i, why) -> Console.failed("append", messages.get(i).id(), why));
    return SqsBatch.failures(r.refused().keySet().stream().map(messages::get).toList());
  }
}

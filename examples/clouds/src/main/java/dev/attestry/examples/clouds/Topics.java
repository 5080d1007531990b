package dev.attestry.examples.clouds;

import dev.attestry.lab.standin.FakePubSub;
import dev.attestry.lab.standin.PubSubEmulator;
import dev.attestry.lab.standin.StandIn;
import dev.attestry.lab.standin.Topic;
import java.io.IOException;
import java.net.URI;

/** Google's topics: of its emulator where that is installed, else of our fake. */
record Topics(String words, URI endpoint, Topic rounds, Topic checks, Topic results) {

  static final String CHECKS = "projects/lab/topics/checks";
  static final String RESULTS = "projects/lab/topics/results";
  private static final String ROUNDS = "projects/lab/topics/rounds";

  static Topics start(Stage stage) throws IOException {
    if (PubSubEmulator.missing().isPresent()) {
      FakePubSub fake = stage.on(FakePubSub.start());
      return new Topics(
          "our fake of Pub/Sub, since its emulator is not here",
          fake.endpoint(),
          fake.topic(fake.create(ROUNDS)),
          fake.topic(fake.create(CHECKS)),
          fake.topic(fake.create(RESULTS)));
    }
    StandIn emulator = stage.on(PubSubEmulator.start(stage.folder("pubsub")));
    return new Topics(
        "its Pub/Sub emulator",
        emulator.endpoint(),
        PubSubEmulator.topic(emulator, ROUNDS),
        PubSubEmulator.topic(emulator, CHECKS),
        PubSubEmulator.topic(emulator, RESULTS));
  }
}

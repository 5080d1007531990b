package dev.attestry.lab.cold;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Counts what so many attestations ask of a cloud's services: a round of the schedule for each size
 * of batch, each by new instances of the functions.
 *
 * @param attestations in each round
 */
public record RequestRounds(String cloud, int attestations, RequestCount count) {

  /** As many as the goals are set for; fewer to see that it works. */
  public static final int ATTESTATIONS = Integer.getInteger("attestry.attestations", 4096);

  /** The larger first: each new instance reads the log from its beginning, a get for a commit. */
  private static final int[] BATCHES = {256, 16};

  /** What a cloud's functions do in one round. */
  @FunctionalInterface
  public interface Round {

    /**
     * Runs one.
     *
     * @param batch how many attestations end as one commit, if the queue lets them
     * @param number from 0
     * @return how many results stand in the log since the first round
     */
    int run(int batch, int number) throws Exception;
  }

  /** Runs them, and writes {@code bench/requests.json} for the page. */
  public void run(Path target, Round round) throws Exception {
    ObjectNode all = Json.object().put("cloud", cloud).put("attestations", attestations);
    for (int i = 0; i < BATCHES.length; i++) {
      count.reset();
      int results = round.run(BATCHES[i], i);
      if (results != (i + 1) * attestations) {
        throw new IOException("not each component has its result, but " + results + " in all");
      }
      all.withArray("batches").addObject().put("batch", BATCHES[i]).set("requests", count.json());
    }
    Path page = Files.createDirectories(target.resolve("bench")).resolve("requests.json");
    Files.writeString(page, all.toString());
    System.err.println(all);
  }
}

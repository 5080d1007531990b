package dev.attestry.examples.clouds;

import dev.attestry.chain.Signer;
import java.io.IOException;
import java.util.Map;

/** The functions of one cloud, with its keys and what stands in for its services. */
interface Deployment {

  /** As flow map and key document name it. */
  String cloud();

  /** What its functions run in, in words. */
  String runtime();

  /** Its commit key. */
  Signer commitKey();

  /**
   * Brings the functions to where they run.
   *
   * @param settings that those of all clouds have
   */
  void deploy(Map<String, String> settings) throws Exception;

  /** A round of the schedule, now. */
  void sweep() throws IOException, InterruptedException;

  /** Delivers the provider's event that a component's machine was started. */
  void started(String component) throws IOException, InterruptedException;
}

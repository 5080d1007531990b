package dev.attestry.azure.functions;

import com.azure.storage.queue.QueueClient;
import dev.attestry.lab.cold.ColdProgram;
import dev.attestry.lab.cold.Cost;
import java.util.List;
import java.util.Queue;

/**
 * The fake host with the folder that is deployed, until a message that waited has become a commit.
 * Host and functions are one process here, and two in Azure.
 *
 * @param results messages, one for each run
 */
record FirstCommit(ColdProgram host, QueueClient queue, Queue<String> results)
    implements ColdProgram {

  @Override
  public String name() {
    return host.name();
  }

  /** The functions have a class loader of their own, as in Azure's worker. */
  @Override
  public boolean cached() {
    return false;
  }

  @Override
  public Cost run(List<String> flags) throws Exception {
    queue.sendMessage(results.remove());
    return host.run(flags);
  }
}

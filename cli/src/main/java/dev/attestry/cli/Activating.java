package dev.attestry.cli;

import dev.attestry.appraisal.Grace;
import dev.attestry.appraisal.Policy;
import dev.attestry.chain.Appender;
import dev.attestry.chain.Draft;
import dev.attestry.sweep.Activation;
import dev.attestry.sweep.Order;
import java.io.IOException;
import java.util.List;

/** Brings into force what a sweep judges by, where the log does not have it so. */
record Activating(Terminal terminal) {

  void run(Workspace w, Order order, Appender appender) throws UserError, IOException {
    Activation a =
        new Activation(
                w.chain(), w.home().keys().key("policy", terminal.random()), terminal.random())
            .policy(order.policy())
            .map(order.map())
            .anchors(order.map().name(), order.anchors());
    for (Grace g : order.graces().windows()) {
      for (Policy old : order.graces().policies()) {
        if (old.id().equals(g.oldPolicy())) {
          a.grace(g, old);
        }
      }
    }
    if (!a.refused().isEmpty()) {
      throw new UserError(a.refused().get(0).problem(), a.refused().get(0).next());
    }
    a.alarms().forEach(alarm -> terminal.err().println("attestry: " + alarm));
    List<Draft> drafts = a.drafts();
    if (!drafts.isEmpty()) {
      appender.append(drafts);
    }
  }
}

package dev.attestry.chain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An honest writer: starts cold, appends, crashes, starts again; what is not answered is repeated.
 */
final class SimWriter {

  private static final int STEPS = 7;

  private final SimWorld world;
  private final String cloud;
  private final SimWorld.SimHome home = new SimWorld.SimHome();
  private long known;
  private Optional<Chain> chain = Optional.empty();

  SimWriter(SimWorld world, String cloud) {
    this.world = world;
    this.cloud = cloud;
    this.known = 1L + world.random.nextInt(2);
    world.homes.add(home);
  }

  SimWorld.SimHome home() {
    return home;
  }

  void run() {
    for (int i = 0; i < STEPS; i++) {
      if (world.random.nextInt(6) == 0) {
        chain = Optional.empty(); // a fresh instance
      }
      attempt(some());
    }
  }

  /** After all faults: everything that was asked for must come to stand. */
  void drain() {
    List<SimWorld.Request> open = new ArrayList<>(world.requests);
    open.removeIf(r -> !r.cloud().equals(cloud));
    world.acks.forEach(a -> open.remove(a.request()));
    open.add(request(0));
    chain = Optional.empty();
    for (int tries = 0; tries < 12; tries++) {
      if (attempt(open)) {
        return;
      }
    }
    world.violations.add("JAM: " + cloud + " cannot append");
  }

  /** True if all were answered. */
  private boolean attempt(List<SimWorld.Request> requests) {
    try {
      if (chain.isEmpty()) {
        chain = Optional.of(world.open(home, known));
      }
      Chain c = chain.get();
      world.judged(c);
      List<SimWorld.Request> all = requests.isEmpty() ? fresh(c) : requests;
      List<Draft> drafts = all.stream().map(SimWorld::draft).toList();
      List<Appended> done = c.appender(SimWorld.signer(cloud, c), world.settings()).append(drafts);
      world.judged(c);
      for (int i = 0; i < done.size(); i++) {
        world.acks.add(new SimWorld.Ack(all.get(i), done.get(i)));
      }
      return true;
    } catch (SimBucket.Crash e) {
      chain = Optional.empty();
    } catch (UpgradeNeeded e) {
      known = 2;
      chain = Optional.empty();
    } catch (IOException e) {
      chain.ifPresent(world::judged);
    }
    return false;
  }

  /** Requests of this cloud that are repeated, answered or not; empty for new ones. */
  private List<SimWorld.Request> some() {
    List<SimWorld.Request> all = new ArrayList<>(world.requests);
    all.removeIf(r -> !r.cloud().equals(cloud));
    if (all.isEmpty() || world.random.nextInt(3) > 0) {
      return List.of();
    }
    return List.of(all.get(world.random.nextInt(all.size())));
  }

  private List<SimWorld.Request> fresh(Chain c) {
    List<SimWorld.Request> all = new ArrayList<>();
    int n = 1 + world.random.nextInt(world.random.nextInt(3) == 0 ? 9 : 2);
    for (int i = 0; i < n; i++) {
      all.add(request(c.view().commit()));
    }
    return all;
  }

  private SimWorld.Request request(long since) {
    String component = cloud + (world.random.nextInt(8) == 0 ? "/b" : "/a");
    String name = "r" + world.requests.size();
    SimWorld.Request r = new SimWorld.Request(cloud, new Id(component, name, 1), since, name);
    world.requests.add(r);
    return r;
  }
}

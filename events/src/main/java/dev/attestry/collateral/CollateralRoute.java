package dev.attestry.collateral;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.Pem;
import dev.attestry.evidence.Challenge;
import dev.attestry.evidence.Claims;
import dev.attestry.evidence.KeySet;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.sweep.Collected;
import dev.attestry.sweep.EvidenceSource;
import dev.attestry.sweep.Target;
import dev.attestry.trust.Collateral;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Gives to what a source collected the collateral that its vendor publishes: certificates that the
 * attester left out, and revocation lists and TCB levels in place of what it gave. A vendor that is
 * down fails no check by itself: what is missing or past its day is a finding of the verification.
 */
public final class CollateralRoute implements EvidenceSource {

  private static final Set<String> AMD_CHAIN = Set.of("ask", "ark", "crl");
  private static final Duration ATTEMPT = Duration.ofSeconds(5);

  /** In place of a mirror's address. */
  private static final String NOBODY = "none";

  private final EvidenceSource source;
  private final CollateralSource collateral;
  private final Pattern hosts;
  private final InstantSource clock;
  private final BiConsumer<String, String> down;

  CollateralRoute(
      EvidenceSource source,
      CollateralSource collateral,
      Pattern hosts,
      InstantSource clock,
      BiConsumer<String, String> down) {
    this.source = source;
    this.collateral = collateral;
    this.hosts = hosts;
    this.clock = clock;
    this.down = down;
  }

  /**
   * A route to vendors that keeps what they answer in the bucket.
   *
   * @param log whose bucket keeps what they answer
   * @param mirror address of a server that is asked in vendors' place; {@code none} if nobody is
   * @param random jitter between attempts
   * @param down is told of a component and of the vendor that gave it nothing
   */
  public static CollateralRoute of(
      EvidenceSource source,
      PinnedLog log,
      Optional<String> mirror,
      RandomGenerator random,
      BiConsumer<String, String> down) {
    InstantSource clock = InstantSource.system();
    return new CollateralRoute(
        source,
        new KeptCollateral(asked(mirror, clock, random), new Shelf(log), clock),
        PathDocuments.HOSTS,
        clock,
        down);
  }

  /** Who is asked for what is not kept. */
  static CollateralSource asked(
      Optional<String> mirror, InstantSource clock, RandomGenerator random) {
    if (mirror.filter(NOBODY::equals).isPresent()) {
      return w -> {
        throw new CollateralSource.Down(
            w.url().getHost() + " is not asked: what it publishes is imported", 0);
      };
    }
    UnaryOperator<URI> address =
        mirror.<UnaryOperator<URI>>map(Mirror::new).orElseGet(UnaryOperator::identity);
    Vendors vendors = new Vendors(address, ATTEMPT, clock, random);
    return mirror.isEmpty() ? vendors : w -> fromMirror(vendors, w);
  }

  /** Nothing in a set of keys says whose it is: it would have to be believed. */
  private static Published fromMirror(Vendors mirror, Wanted wanted)
      throws CollateralSource.Down, InterruptedException {
    if (wanted.kind() == Wanted.Kind.KEYS) {
      throw new CollateralSource.Down(
          "keys of " + wanted.url().getHost() + " are not taken from a mirror: import them", 0);
    }
    return mirror.get(wanted);
  }

  @Override
  public Collected collect(Target target, Challenge challenge) throws InterruptedException {
    Collected c = source.collect(target, challenge);
    return c instanceof Collected.Received r ? given(target, r) : c;
  }

  private Collected.Received given(Target target, Collected.Received r)
      throws InterruptedException {
    Set<String> roles = target.scheme().collateralRoles();
    Collected.Received known = Needs.any(roles) ? with(target, r) : r;
    List<Collateral.Item> more = new ArrayList<>();
    for (PathDocuments.Place place : PathDocuments.Place.values()) {
      if (place.in(roles, r.evidence())) {
        more.addAll(
            new PathDocuments(collateral, hosts, s -> down.accept(target.component(), s))
                .of(place, r.evidence()));
      }
    }
    keys(target, known).ifPresent(more::add);
    return new Collected.Received(r.evidence(), known.collateral().plus(more), r.instance());
  }

  /** The set of keys of the evidence's token, unless the source that asked for it brought one. */
  private Optional<Collateral.Item> keys(Target target, Collected.Received r)
      throws InterruptedException {
    Optional<Wanted> wanted =
        has(r.collateral().items(), KeySet.ROLE)
            ? Optional.empty()
            : KeySets.of(target, r.evidence());
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    try {
      Published p = collateral.get(wanted.get());
      return Optional.of(new Collateral.Item(KeySet.ROLE, p.body(), p.url()));
    } catch (CollateralSource.Down e) {
      down.accept(target.component(), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private Collected.Received with(Target target, Collected.Received r) throws InterruptedException {
    List<Collateral.Item> items = new ArrayList<>(r.collateral().items());
    for (Needs.Need need : Needs.of(target.scheme().collateralRoles(), claims(target, r))) {
      boolean given = need.role().stream().allMatch(x -> has(items, x));
      if (given && !need.instead()) {
        continue;
      }
      try {
        List<Collateral.Item> found = items(need, collateral.get(need.wanted()));
        items.removeIf(i -> found.stream().anyMatch(f -> f.role().equals(i.role())));
        items.addAll(found);
      } catch (CollateralSource.Down | MalformedInput e) {
        down.accept(target.component(), String.valueOf(e.getMessage()));
      }
    }
    if (!has(items, "vcek") && !has(items, "vlek")) {
      // A chain whose leaf could not be had is no chain: it would refute what it cannot judge.
      items.removeIf(i -> AMD_CHAIN.contains(i.role()));
    }
    return new Collected.Received(r.evidence(), new Collateral(items), r.instance());
  }

  private static boolean has(List<Collateral.Item> items, String role) {
    return items.stream().anyMatch(i -> i.role().equals(role));
  }

  /** What the evidence says of its machine; that it is so the verification will show. */
  private Claims claims(Target target, Collected.Received r) {
    Instant now = clock.instant();
    return target
        .scheme()
        .verify(
            r.evidence(),
            VerificationInput.asGiven(now, Crypto.fastest()).withCollateral(r.collateral()))
        .claims();
  }

  private static List<Collateral.Item> items(Needs.Need need, Published p) throws MalformedInput {
    List<Bytes> bodies =
        need.role().size() == 1
            ? List.of(p.body())
            : Pem.blocks("certificates", "CERTIFICATE", p.body());
    if (bodies.size() != need.role().size()) {
      throw new MalformedInput("certificates", -1, need.role().size() + " expected of " + p.url());
    }
    List<Collateral.Item> items = new ArrayList<>();
    for (int i = 0; i < bodies.size(); i++) {
      items.add(new Collateral.Item(need.role().get(i), bodies.get(i), p.url()));
    }
    need.chainRole()
        .filter(role -> !p.chain().isEmpty())
        .ifPresent(role -> items.add(new Collateral.Item(role, Bytes.utf8(p.chain()), p.url())));
    return items;
  }
}

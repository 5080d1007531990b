package dev.attestry.cli;

import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.chain.ChainView;
import dev.attestry.chain.Genesis;
import dev.attestry.chain.Layout;
import dev.attestry.chain.Located;
import dev.attestry.chain.LogReader;
import dev.attestry.chain.LogVisitor;
import dev.attestry.chain.PolicyContent;
import dev.attestry.chain.PolicyObject;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.InvalidDocument;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.NiUri;
import dev.attestry.flow.FlowMap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A log, read from genesis to its head for looking at. Needs no key and no home. */
final class LogView {

  private final Bucket bucket;
  private final Layout layout;
  private final Genesis genesis;
  private final ChainView view;

  private LogView(Bucket bucket, Layout layout, Genesis genesis, ChainView view) {
    this.bucket = bucket;
    this.layout = layout;
    this.genesis = genesis;
    this.view = view;
  }

  static LogView read(FoundLog log, LogVisitor visitor, Progress progress)
      throws UserError, IOException, MalformedInput {
    Bucket bucket = log.bucket();
    Layout layout = new Layout(log.shard());
    Crypto crypto = Crypto.fastest();
    Genesis.Signed genesis = Genesis.Signed.parse(bytes(bucket, layout));
    if (!genesis.holds(crypto)
        || log.knownGenesis().filter(k -> !k.equals(genesis.hash())).isPresent()) {
      throw new UserError(
          layout.genesis() + " is not signed by its owners, or not the one that is pinned",
          "\"attestry audit\" says more.");
    }
    LogReader reader = LogReader.of(bucket, genesis, crypto);
    do {
      progress.at(reader.next());
    } while (reader.step(visitor));
    return new LogView(bucket, layout, genesis.genesis(), reader.view());
  }

  private static Bytes bytes(Bucket bucket, Layout layout) throws UserError {
    if (bucket.read(layout.genesis()) instanceof ReadOutcome.Found f) {
      return f.bytes();
    }
    throw new UserError(layout.genesis() + " cannot be read", "\"attestry audit\" says more.");
  }

  ChainView now() {
    return view;
  }

  String origin() {
    return genesis.origin();
  }

  /** The flow maps in force, as the log keeps them. */
  List<FlowMap> maps() throws UserError {
    List<FlowMap> maps = new ArrayList<>();
    for (Located l : view.inForce(PolicyContent.ObjectType.FLOW_MAP).values()) {
      if (l.entry().content() instanceof PolicyContent p) {
        maps.add(map(p));
      }
    }
    return maps;
  }

  private FlowMap map(PolicyContent p) throws UserError {
    try {
      Optional<Bytes> bytes =
          NiUri.sha384(p.identity())
              .flatMap(hash -> PolicyObject.read(bucket, layout, hash).bytes());
      if (bytes.isPresent()) {
        return FlowMap.parse(bytes.get());
      }
    } catch (MalformedInput | InvalidDocument e) {
      // Said below: what is in force cannot be read.
    }
    throw new UserError(
        "the flow map in force, " + p.identity() + ", cannot be read",
        "\"attestry audit\" says more.");
  }

  /** The newest commit. */
  Optional<Long> newestCommit() {
    return view.head().map(h -> h.commit());
  }
}

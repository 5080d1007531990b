package dev.attestry.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.Schemas;
import dev.attestry.bucket.MemoryBucket;
import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The golden chain that docs/formats/chain.md explains: made anew, it has the same bytes. After a
 * change of the format run with {@code -Dattestry.golden=write} once and read the difference.
 */
final class GoldenChainTest {

  private static final Path FOLDER =
      Path.of(System.getProperty("attestry.project", ".."))
          .resolve("core/src/test/resources/dev/attestry/chain/golden");

  @Test
  void madeAnewItHasTheSameBytes() throws IOException {
    MemoryBucket made = GoldenChain.make();
    Set<String> names =
        made.list("").map(ObjectName::value).collect(Collectors.toCollection(TreeSet::new));
    if ("write".equals(System.getProperty("attestry.golden"))) {
      write(made, names);
    }
    Set<String> stored;
    try (Stream<Path> files = Files.walk(FOLDER)) {
      stored =
          files
              .filter(Files::isRegularFile)
              .map(p -> FOLDER.relativize(p).toString())
              .collect(Collectors.toCollection(TreeSet::new));
    }
    assertThat(stored).isEqualTo(names);
    for (String name : names) {
      assertThat(Bytes.of(Files.readAllBytes(FOLDER.resolve(name))).utf8())
          .as(name)
          .isEqualTo(object(made, name).utf8());
    }
  }

  private static void write(MemoryBucket made, Set<String> names) throws IOException {
    for (String name : names) {
      Path p = FOLDER.resolve(name);
      Files.createDirectories(p.getParent());
      Files.write(p, object(made, name).toArray());
    }
  }

  private static Bytes object(MemoryBucket bucket, String name) {
    return ((ReadOutcome.Found) bucket.read(ObjectName.of(name))).bytes();
  }

  @Test
  void holdsEveryKindOfEntryAVoidRunAStrayAndARotation() throws Exception {
    Reader reader = read();
    assertThat(reader.skipped).containsExactly(2L, 3L);
    assertThat(reader.strays).containsExactly("aws/intake SCOPE");
    assertThat(reader.faults).isEmpty();
    assertThat(reader.kinds).isEqualTo(EnumSet.allOf(Kind.class));
    assertThat(reader.documents).containsExactly(0L, 1L);
  }

  @Test
  void foreignGapCountsOnlyForAPlannedSlotPastItsDeadline() throws Exception {
    Reader reader = read();
    Chain chain = Chain.open(reader.bucket, "2026", GoldenChain.LAB.trust());
    assertThat(chain.view().newest("aws/store").orElseThrow().entry().kind()).isEqualTo(Kind.GAP);
    assertThat(chain.view().newest("aws/intake").orElseThrow().entry().kind())
        .isEqualTo(Kind.RESULT);
    assertThat(chain.view().inForce(PolicyContent.ObjectType.POLICY)).containsOnlyKeys("intake");
    assertThat(chain.view().graces()).containsOnlyKeys("g-17");
  }

  @Test
  void everyLineMeetsThePublishedSchemaOfItsKindAndReadsBackTheSame() throws Exception {
    for (LogLine line : read().lines) {
      Entry e = line.entry().orElseThrow();
      assertThat(e.encode()).isEqualTo(line.text());
      String schema = "entry-" + e.kind().label() + ".schema.json";
      assertThat(Schemas.problems(schema, Json.read("entry", line.text()))).as(schema).isEmpty();
      assertThat(Schemas.problems(schema, Json.readObject("entry", line.text()).put("surplus", 1)))
          .as("closed: " + schema)
          .isNotEmpty();
    }
  }

  @Test
  void genesisAndKeyDocumentsMeetTheirSchemas() throws Exception {
    MemoryBucket bucket = GoldenChain.make();
    OwnerSigned genesis = OwnerSigned.parse("genesis", object(bucket, "2026/genesis"));
    assertThat(Schemas.problems("genesis.schema.json", Json.read("genesis", genesis.json())))
        .isEmpty();
    for (ObjectName n : bucket.list("2026/keys/").toList()) {
      OwnerSigned d = OwnerSigned.parse("key document", object(bucket, n.value()));
      assertThat(Schemas.problems("key-document.schema.json", Json.read("keys", d.json())))
          .isEmpty();
    }
  }

  @Test
  void pageQuotesTheRealBytes() throws IOException {
    MemoryBucket bucket = GoldenChain.make();
    String page = Schemas.published("chain.md");
    String commit = object(bucket, "2026/commit/004").utf8();
    assertThat(page).contains(commit.substring(0, commit.indexOf("\n\n")));
    assertThat(page).contains(object(bucket, "2026/genesis").utf8().split("\n", -1)[0]);
  }

  private static Reader read() throws Exception {
    Reader reader = new Reader(GoldenChain.make());
    Chain.open(reader.bucket, "2026", GoldenChain.LAB.trust(), reader);
    return reader;
  }

  private static final class Reader implements LogVisitor {
    final MemoryBucket bucket;
    final List<Long> skipped = new ArrayList<>();
    final List<String> strays = new ArrayList<>();
    final List<String> faults = new ArrayList<>();
    final Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    final Set<Long> documents = new TreeSet<>();
    final List<LogLine> lines = new ArrayList<>();

    Reader(MemoryBucket bucket) {
      this.bucket = bucket;
    }

    @Override
    public void standing(StandingCommit c) {
      documents.add(c.document().document().n());
      lines.addAll(c.lines());
      for (LogLine l : c.lines()) {
        l.entry().ifPresent(e -> kinds.add(e.kind()));
        l.fault().ifPresent(faults::add);
        l.stray().ifPresent(s -> strays.add(l.entry().orElseThrow().component() + " " + s));
      }
    }

    @Override
    public void skipped(long slot, ReadOutcome.Found object, String reason) {
      skipped.add(slot);
    }
  }
}

package dev.attestry.chain;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.JcsWriter;
import dev.attestry.codec.JsonLine;
import dev.attestry.codec.MalformedInput;
import java.util.Optional;

/**
 * One leaf of the log: one JSON line in JCS form, hashed as stored.
 *
 * @param id {@link Id} as text
 * @param since number of the newest commit when the request was born
 * @param component operator's name, or {@code @log}, {@code @policy/…} for what has none
 * @param seq place in its chain, the entries of one component by keys of one cloud; from 0
 * @param prev the entry before it in its chain; empty at 0
 * @param content what it says
 */
public record Entry(
    String id, long since, String component, long seq, Optional<Link> prev, Content content) {

  /** Version of the entry format. */
  static final int VERSION = 1;

  private static final Shape ID = Shape.of("[!-~]", 1, 400);

  public Kind kind() {
    return content.kind();
  }

  /** The operation of its {@link Id}; empty where the id has none. */
  public String operation() {
    int from = Math.min(component.length() + 1, id.length());
    int to = id.lastIndexOf('#');
    return to < from ? "" : id.substring(from, to);
  }

  /** Reads a line strictly: exactly what {@link #encode} writes, for a kind that we know. */
  public static Entry parse(Bytes line) throws MalformedInput {
    JsonLine object = JsonLine.read("entry", line);
    Fields f = Fields.of("entry", object);
    return read(LineView.read(object, f), f);
  }

  /** Reads what is left of a line of which the view was read. */
  static Entry read(LineView view, Fields f) throws MalformedInput {
    f.integer("v", VERSION, VERSION);
    Kind kind = Kind.ofLabel(view.kind()).orElseThrow(() -> f.malformed("unknown kind"));
    if (!ID.matches(view.id())) {
      throw f.malformed("\"id\" does not match " + ID);
    }
    Content content = content(kind, f);
    f.end();
    return new Entry(view.id(), view.since(), view.component(), view.seq(), view.prev(), content);
  }

  private static Content content(Kind kind, Fields f) throws MalformedInput {
    return switch (kind) {
      case RESULT -> ResultContent.read(f);
      case GAP -> GapContent.read(f);
      case PLAN -> PlanContent.read(f);
      case ACTION -> ActionContent.read(f);
      case POLICY -> PolicyContent.read(f);
      case GRACE -> GraceContent.read(f);
      case KEY -> KeyContent.read(f);
      case AUDIT -> AuditContent.read(f);
      case REVIEW -> ReviewContent.read(f);
      case DISSENT -> DissentContent.read(f);
    };
  }

  /**
   * The line, without its LF.
   *
   * @throws IllegalArgumentException if it would be longer than a line may be
   */
  public Bytes encode() {
    Bytes line = JcsWriter.object(this::write);
    if (line.length() > Limits.MAX_LINE) {
      throw new IllegalArgumentException(
          "an entry of " + line.length() + " bytes; at most " + Limits.MAX_LINE + " fit");
    }
    return line;
  }

  private void write(JcsWriter o) {
    content.write(o);
    o.put("component", component).put("id", id).put("kind", kind().label());
    prev.ifPresent(p -> Links.write(o, "prev", p));
    o.put("seq", seq).put("since", since).put("v", VERSION);
  }
}

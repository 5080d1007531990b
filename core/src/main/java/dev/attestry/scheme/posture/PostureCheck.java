package dev.attestry.scheme.posture;

import dev.attestry.evidence.TableCheck;

/** What is checked of a snapshot. */
enum PostureCheck implements TableCheck {
  /** It was read shortly before it is judged. */
  READ_TIME("read-time", "docs/evidence/posture.md", Need.FULL),
  /** It does not contradict itself. */
  CONSISTENT("consistent", "docs/evidence/posture.md", Need.GENUINENESS),
  /** It names the answers of the API that it was made from, by digest. */
  SOURCES("sources", "docs/evidence/posture.md", Need.DETAIL);

  private final Row row;

  PostureCheck(String id, String clause, Need need) {
    this.row = new Row(Posture.NAME + "." + id, clause, need);
  }

  @Override
  public Row row() {
    return row;
  }
}

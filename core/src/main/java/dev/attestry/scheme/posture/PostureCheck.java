package dev.attestry.scheme.posture;

import dev.attestry.evidence.Check;

/** What is checked of a snapshot. */
enum PostureCheck implements Check {
  /** It was read shortly before it is judged. */
  READ_TIME("read-time", "docs/evidence/posture.md", Need.FULL),
  /** It does not contradict itself. */
  CONSISTENT("consistent", "docs/evidence/posture.md", Need.GENUINENESS),
  /** It names the answers of the API that it was made from, by digest. */
  SOURCES("sources", "docs/evidence/posture.md", Need.DETAIL);

  private final String id;
  private final String clause;
  private final Need need;

  PostureCheck(String id, String clause, Need need) {
    this.id = Posture.NAME + "." + id;
    this.clause = clause;
    this.need = need;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String clause() {
    return clause;
  }

  @Override
  public Need need() {
    return need;
  }
}

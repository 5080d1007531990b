package dev.attestry.codec;

import java.util.List;

/** A document that a person wrote is not valid. All problems are reported together. */
public final class InvalidDocument extends Exception {

  private static final long serialVersionUID = 1L;

  private final String structure;
  private final transient List<DocumentProblem> problems;

  /**
   * @param structure what was being read: {@code policy}, {@code flow map}
   * @param problems at least one
   */
  public InvalidDocument(String structure, List<DocumentProblem> problems) {
    super(structure + " " + problems.get(0).pointer() + ": " + problems.get(0).message());
    this.structure = structure;
    this.problems = List.copyOf(problems);
  }

  public String structure() {
    return structure;
  }

  public List<DocumentProblem> problems() {
    return problems;
  }
}

package dev.attestry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.appraisal.Grace;
import dev.attestry.appraisal.GraceList;
import dev.attestry.appraisal.Policy;
import dev.attestry.codec.DocumentProblem;
import dev.attestry.codec.InvalidDocument;
import dev.attestry.flow.FlowMap;
import dev.attestry.sweep.SourceProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A flow map and what lies beside it: the policy that it names, grace windows in {@code graces/},
 * the older policies that those fall back to in {@code policies/}, and for a lab what its attesters
 * run in {@code attesters.yaml}.
 */
record FlowFiles(
    FlowMap map, Policy policy, GraceList graces, Map<String, SourceProvider.Attester> attesters) {

  /** Reads and checks all of it. */
  static FlowFiles read(Path file, String shown) throws UserError, IOException {
    FlowMap map = parse(Document.read(file, shown), FlowMap::of);
    Path beside = file.toAbsolutePath().normalize().resolveSibling(".").normalize();
    if (map.policy().isEmpty()) {
      throw new UserError(shown + ": \"policy\" is missing", "name the policy's file beside it.");
    }
    Policy policy = policy(beside.resolve(map.policy().get()));
    List<Policy> old = new ArrayList<>();
    for (Path p : yaml(beside.resolve("policies"))) {
      old.add(policy(p));
    }
    List<Grace> graces = new ArrayList<>();
    for (Path p : yaml(beside.resolve("graces"))) {
      graces.add(parse(Document.read(p, name(p)), Grace::of));
    }
    return new FlowFiles(map, policy, new GraceList(graces, old), AttestersFile.read(map, beside));
  }

  private static Policy policy(Path file) throws UserError, IOException {
    return policy(Document.read(file, name(file)));
  }

  /** The policy that a document holds. */
  static Policy policy(Document document) throws UserError {
    return parse(document, Policy::of);
  }

  /** The flow map that a document holds, alone. */
  static FlowMap map(Document document) throws UserError {
    return parse(document, FlowMap::of);
  }

  /** Reads a document; its first problem with its line. */
  private interface Parser<T> {
    T parse(ObjectNode json) throws InvalidDocument;
  }

  private static <T> T parse(Document document, Parser<T> parser) throws UserError {
    try {
      return parser.parse(document.json());
    } catch (InvalidDocument e) {
      DocumentProblem first = e.problems().get(0);
      int more = e.problems().size() - 1;
      throw new UserError(
          document.at(first.pointer()) + ": " + first.message(),
          more == 0 ? "correct it." : "correct it; there are " + more + " more problems.");
    }
  }

  private static List<Path> yaml(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().matches(".*\\.(ya?ml|json)")).sorted().toList();
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}

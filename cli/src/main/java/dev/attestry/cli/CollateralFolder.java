package dev.attestry.cli;

import dev.attestry.codec.Bytes;
import dev.attestry.evidence.Scheme;
import dev.attestry.trust.Collateral;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A folder of files that are named by their roles: {@code vcek.der}, {@code crl.der}. */
final class CollateralFolder {

  private CollateralFolder() {}

  /** Puts each file where its role belongs; what has no role of the format is passed over. */
  static void read(
      Path folder, Scheme scheme, Map<String, Bytes> evidence, List<Collateral.Item> items)
      throws UserError, IOException {
    if (!Files.isDirectory(folder)) {
      throw new UserError("--collateral " + folder + " is not a folder", "name the folder.");
    }
    boolean any = false;
    List<Path> files;
    try (Stream<Path> list = Files.list(folder)) {
      files = list.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path p : files) {
      String name = String.valueOf(p.getFileName());
      String role = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
      role = role.replace('-', '_');
      if (scheme.collateralRoles().contains(role)) {
        items.add(new Collateral.Item(role, bytes(p), "given in --collateral as " + name));
        any = true;
      } else if (scheme.evidenceRoles().contains(role)) {
        evidence.put(role, bytes(p));
        any = true;
      }
    }
    if (!any) {
      throw new UserError(
          "--collateral " + folder + " holds nothing that " + scheme.name() + " uses",
          "name its files by their role: " + roles(scheme) + " (vcek.der, for instance).");
    }
  }

  static Bytes bytes(Path file) throws IOException {
    return Bytes.of(Files.readAllBytes(file));
  }

  /** The roles of a format, as files and options name them. */
  static String roles(Scheme scheme) {
    return String.join(
        ", ",
        Stream.concat(scheme.evidenceRoles().stream(), scheme.collateralRoles().stream().sorted())
            .toList());
  }
}

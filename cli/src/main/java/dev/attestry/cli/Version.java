package dev.attestry.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version that the jar names. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {"attestry " + number()};
  }

  static String number() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("(not packaged)");
  }
}

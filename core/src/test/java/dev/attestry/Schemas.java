package dev.attestry;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The JSON Schemas that the project publishes, to hold against what it reads and writes. */
public final class Schemas {

  private Schemas() {}

  /** The text of a file under docs/formats. */
  public static String published(String name) {
    try {
      return Files.readString(folder().resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where they are published. */
  public static Path folder() {
    return Path.of(System.getProperty("attestry.project", "..")).resolve("docs/formats");
  }

  /** What a published schema has against a value; nothing if it fits. */
  public static List<String> problems(String name, JsonNode value) {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(published(name), InputFormat.JSON);
    return schema.validate(value.toString(), InputFormat.JSON).stream()
        .map(Error::toString)
        .toList();
  }
}

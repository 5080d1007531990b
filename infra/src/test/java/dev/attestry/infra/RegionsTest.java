package dev.attestry.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A place that one module knows and another does not would stop whoever chose it half-way. */
final class RegionsTest {

  private static final Pattern NAME = Pattern.compile("\"([a-z0-9-]+)\"");

  @Test
  void whereThereAreFunctionsThereCanBeABucket() throws IOException {
    assertThat(listed("bucket-s3", "regions")).containsAll(listed("aws", "regions"));
    assertThat(listed("bucket-azure", "regions")).containsAll(listed("azure", "regions"));
  }

  @Test
  void whereThereCanBeABucketOthersAreLetIn() throws IOException {
    assertThat(listed("federation", "aws_regions")).isEqualTo(listed("bucket-s3", "regions"));
    assertThat(listed("federation", "azure_regions")).isEqualTo(listed("bucket-azure", "regions"));
  }

  private static List<String> listed(String module, String list) throws IOException {
    String text = Files.readString(Terraform.SOURCES.resolve("modules/" + module + "/regions.tf"));
    int from = text.indexOf("  " + list + " = [");
    assertThat(from).as(list + " in " + module).isNotNegative();
    List<String> names =
        NAME.matcher(text.substring(from, text.indexOf(']', from)))
            .results()
            .map((MatchResult m) -> m.group(1))
            .toList();
    assertThat(names).isNotEmpty().doesNotHaveDuplicates();
    return names;
  }
}

package dev.attestry.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Profile;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.scheme.Schemes;
import dev.attestry.trust.Collateral;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads a case file: {@code format}, {@code files} (role to file name beside it), {@code
 * verify_at}, {@code expected_nonce} and what else the format's relying party states. See
 * docs/cases.md.
 */
public final class CaseFile {

  static final String STRUCTURE = "case file";
  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  private CaseFile() {}

  /**
   * Reads the case and the files beside it.
   *
   * @throws IOException if a file cannot be read
   * @throws MalformedInput if the case file is not one; names the field
   */
  public static Case read(Path file, Crypto crypto) throws IOException, MalformedInput {
    ObjectNode json = Json.readObject(STRUCTURE, Bytes.of(Files.readAllBytes(file)));
    Scheme scheme = scheme(json);
    Map<String, Bytes> parts = new HashMap<>();
    List<Collateral.Item> collateral = new ArrayList<>();
    CaseAnchors anchors = CaseAnchors.of(json);
    JsonNode files = json.path("files");
    if (!files.isObject() || files.isEmpty()) {
      throw new MalformedInput(STRUCTURE, -1, "\"files\" must map roles to file names");
    }
    for (Map.Entry<String, JsonNode> f : files.properties()) {
      Bytes bytes = bytes(file, f.getValue().asText());
      anchors.offer(f.getKey(), bytes);
      if (scheme.collateralRoles().contains(f.getKey())) {
        collateral.add(new Collateral.Item(f.getKey(), bytes, "given with the case"));
      } else {
        parts.put(f.getKey(), bytes);
      }
    }
    return new Case(
        scheme,
        Evidence.of(scheme.mediaType(), parts),
        new VerificationInput(
            Profile.AS_GIVEN,
            time(json.path("verify_at")),
            NonceField.read(scheme, json.path("expected_nonce")),
            new Collateral(collateral),
            anchors.anchors(),
            json,
            crypto));
  }

  private static Scheme scheme(ObjectNode json) throws MalformedInput {
    String format = json.path("format").asText();
    return Schemes.named(format)
        .orElseThrow(
            () ->
                new MalformedInput(
                    STRUCTURE,
                    -1,
                    "\"format\" is "
                        + json.path("format")
                        + "; known are "
                        + Schemes.all().stream().map(Scheme::name).toList()));
  }

  /** A bare name only: a case cannot reach outside its folder. */
  private static Bytes bytes(Path caseFile, String name) throws IOException, MalformedInput {
    if (!FILE_NAME.matcher(name).matches()) {
      throw new MalformedInput(STRUCTURE, -1, "file names must be bare names: " + name);
    }
    return Bytes.of(Files.readAllBytes(caseFile.resolveSibling(name)));
  }

  /** RFC 3339 or Unix seconds; 0, null or absent where time plays no part. */
  static Optional<Instant> time(JsonNode at) throws MalformedInput {
    if (at.isMissingNode() || at.isNull() || at.isIntegralNumber() && at.longValue() == 0) {
      return Optional.empty();
    }
    if (at.isIntegralNumber() && at.canConvertToLong() && Math.abs(at.longValue()) < 1L << 40) {
      return Optional.of(Instant.ofEpochSecond(at.longValue()));
    }
    try {
      return Optional.of(Instant.parse(at.asText()));
    } catch (DateTimeParseException e) {
      throw new MalformedInput(
          STRUCTURE, -1, "\"verify_at\" must be RFC 3339 in UTC, Unix seconds, 0 or null");
    }
  }
}

package dev.attestry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.cases.Case;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.codec.Suggestion;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Profile;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.scheme.Schemes;
import dev.attestry.trust.Collateral;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that describe one piece of evidence. */
final class GivenEvidence {

  @Option(names = "--format", paramLabel = "NAME", description = "Its format: nitro, sev-snp, …")
  private Optional<String> format = Optional.empty();

  @Option(
      names = "--part",
      paramLabel = "ROLE=FILE",
      description = "A further part, for formats of several: signature=quote.sig")
  private Map<String, String> parts = new LinkedHashMap<>();

  @Option(
      names = "--nonce",
      paramLabel = "[PART=]HEX",
      description = "What the signed nonce slot must hold; of composites, each part's.")
  private List<String> nonces = new ArrayList<>();

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "Time of judgement: RFC 3339 in UTC or Unix seconds. Default: now.")
  private Optional<String> at = Optional.empty();

  @Option(
      names = "--collateral",
      paramLabel = "DIR",
      description = "Folder of certificates and lists, each named by its role: vcek.der, crl.der.")
  private Optional<String> collateral = Optional.empty();

  @Option(
      names = "--anchor",
      paramLabel = "PEM",
      description =
          "A root certificate or key to trust besides the built-in ones, or an issuer of tokens.")
  private List<String> anchors = new ArrayList<>();

  @Option(
      names = "--state",
      paramLabel = "NAME=VALUE",
      description =
          "What you say about it and it cannot: signature_hash=sha256, expected.technology=tdx")
  private Map<String, String> stated = new LinkedHashMap<>();

  boolean isGiven() {
    return format.isPresent();
  }

  Case read(Terminal terminal, String file, Crypto crypto)
      throws UserError, IOException, MalformedInput {
    Scheme scheme = scheme();
    Map<String, Bytes> evidence = new HashMap<>();
    List<Collateral.Item> items = new ArrayList<>();
    if (collateral.isPresent()) {
      CollateralFolder.read(terminal.path(collateral.get()), scheme, evidence, items);
    }
    evidence.put(scheme.evidenceRoles().get(0), CollateralFolder.bytes(terminal.path(file)));
    for (Map.Entry<String, String> p : parts.entrySet()) {
      Bytes bytes = CollateralFolder.bytes(terminal.path(p.getValue()));
      if (scheme.collateralRoles().contains(p.getKey())) {
        items.add(new Collateral.Item(p.getKey(), bytes, "given as --part"));
      } else if (scheme.evidenceRoles().contains(p.getKey())) {
        evidence.put(p.getKey(), bytes);
      } else {
        throw new UserError(
            "--part " + p.getKey() + ": " + scheme.name() + " has no such part",
            "its parts are " + CollateralFolder.roles(scheme) + ".");
      }
    }
    ObjectNode words = Json.object();
    for (Map.Entry<String, String> word : stated.entrySet()) {
      int dot = word.getKey().indexOf('.');
      String group = word.getKey().substring(0, Math.max(dot, 0));
      (dot < 0 ? words : words.withObjectProperty(group))
          .put(word.getKey().substring(dot + 1), word.getValue());
    }
    return new Case(
        scheme,
        Evidence.of(scheme.mediaType(), evidence),
        new VerificationInput(
            Profile.AS_GIVEN,
            time(terminal),
            GivenNonces.read(scheme, nonces),
            new Collateral(items),
            AnchorFiles.withBuiltIn(terminal, anchors),
            words,
            crypto));
  }

  private Scheme scheme() throws UserError {
    String name = format.orElse("");
    Optional<Scheme> scheme = Schemes.named(name);
    if (scheme.isEmpty()) {
      List<String> known = Schemes.all().stream().map(Scheme::name).sorted().toList();
      throw new UserError(
          "--format " + name + " is not a known format" + Suggestion.phrase(name, known),
          "known are " + String.join(", ", known) + ".");
    }
    return scheme.get();
  }

  private Optional<Instant> time(Terminal terminal) throws UserError {
    if (at.isEmpty()) {
      return Optional.of(ClockCheck.now(terminal));
    }
    String text = at.get();
    try {
      if (text.matches("[0-9]{1,12}")) {
        long seconds = Long.parseLong(text);
        return seconds == 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(seconds));
      }
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException e) {
      throw new UserError(
          "--at " + text + " is not a time",
          "write it as 2026-11-24T12:00:00Z or as Unix seconds; 0 for none.");
    }
  }
}

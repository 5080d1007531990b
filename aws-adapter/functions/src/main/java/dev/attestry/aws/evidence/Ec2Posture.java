package dev.attestry.aws.evidence;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.aws.store.AwsClients;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Challenge;
import dev.attestry.evidence.Evidence;
import dev.attestry.route.GuestScript.NoAnswer;
import dev.attestry.sweep.Collected;
import dev.attestry.sweep.Collected.Reason;
import dev.attestry.sweep.EvidenceSource;
import dev.attestry.sweep.Target;
import dev.attestry.trust.Collateral;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What EC2 says of an instance, as a snapshot of posture: its account, its image and whose that is,
 * how it starts, what of it is protected, and the endorsement keys of its TPM. It is EC2's word,
 * and nothing that the instance says.
 */
public final class Ec2Posture implements EvidenceSource {

  private static final String INSTANCE = "reservationSet/item/instancesSet/item/";
  private static final String IMAGE = "imagesSet/item/";

  /** As EC2 calls a TPM 2.0, and the version of its metadata service that wants a token. */
  private static final String V2 = "v2.0";

  /** Kinds of endorsement key, and what snapshots call them. */
  private static final Map<String, String> KEYS =
      Map.of("rsa-2048", "ek_rsa_2048", "ecc-sec-p384", "ek_ecc_p384");

  private final Ec2Api api;
  private final String region;
  private final InstantSource clock;

  /**
   * @param timeout for one call
   * @param random jitter between attempts
   */
  public Ec2Posture(
      AwsClients clients, Duration timeout, RandomGenerator random, InstantSource clock) {
    this.api = new Ec2Api(clients, timeout, random);
    this.region = clients.region().id();
    this.clock = clock;
  }

  @Override
  public Collected collect(Target target, Challenge challenge) throws InterruptedException {
    if (!SsmRoute.isInstance(target.instance())) {
      return new Collected.Failed(
          Reason.NO_INSTANCE, "the selector names no instance of EC2 whose posture is read");
    }
    try {
      Bytes slot = target.recipe().slots(challenge).whole().orElse(Bytes.EMPTY);
      Bytes snapshot = Bytes.utf8(snapshot(target.instance(), slot).toString());
      return new Collected.Received(
          Evidence.of(target.scheme().mediaType(), Map.of("snapshot", snapshot)), Collateral.NONE);
    } catch (NoAnswer e) {
      return e.failure();
    }
  }

  private ObjectNode snapshot(String id, Bytes challenge) throws NoAnswer, InterruptedException {
    ObjectNode o = Json.object().put("v", "attestry/posture/v1").put("provider", "aws");
    ArrayNode sources = o.putArray("sources");
    Bytes instance = call("DescribeInstances", Map.of("InstanceId.1", id), sources);
    if (!one(instance, INSTANCE + "instanceId").equals(Optional.of(id))) {
      throw new NoAnswer(Reason.REFUSED, "EC2 answered about another instance");
    }
    if (!one(instance, INSTANCE + "instanceState/name").equals(Optional.of("running"))) {
      throw new NoAnswer(Reason.NO_INSTANCE, "the instance does not run");
    }
    o.put("account", must(one(instance, "reservationSet/item/ownerId"))).put("region", region);
    o.put("challenge", challenge.utf8());
    o.putObject("resource").put("kind", "instance").put("id", id);
    ObjectNode said = o.putObject("instance");
    describe(instance, said);
    image(must(one(instance, INSTANCE + "imageId")), said.putObject("image"), sources);
    if (said.path("tpm").asBoolean()) {
      for (Map.Entry<String, String> key : KEYS.entrySet()) {
        said.put(key.getValue(), endorsementKey(id, key.getKey(), sources));
      }
    }
    return o.put("read_at", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
  }

  /** What EC2 does not say is left out, never written as false. */
  private static void describe(Bytes xml, ObjectNode o) throws NoAnswer {
    one(xml, INSTANCE + "currentInstanceBootMode").ifPresent(b -> boot(b, o));
    one(xml, INSTANCE + "tpmSupport").ifPresent(t -> o.put("tpm", t.equals(V2)));
    one(xml, INSTANCE + "cpuOptions/amdSevSnp")
        .ifPresent(s -> o.put("sev_snp", s.equals("enabled")));
    one(xml, INSTANCE + "enclaveOptions/enabled")
        .ifPresent(e -> o.put("enclave", e.equals("true")));
    one(xml, INSTANCE + "metadataOptions/httpTokens")
        .ifPresent(t -> o.put("metadata_tokens", t.equals("required")));
  }

  /** Of a mode that leaves it to the machine, EC2 does not say here which it took. */
  private static void boot(String mode, ObjectNode o) {
    switch (mode) {
      case "uefi" -> o.put("boot", "uefi");
      case "legacy-bios" -> o.put("boot", "bios");
      default -> {
        // Not said.
      }
    }
  }

  /** Of an image that is not there any more, or not ours to see, its name is all there is. */
  private void image(String id, ObjectNode o, ArrayNode sources)
      throws NoAnswer, InterruptedException {
    o.put("id", id);
    Bytes xml = call("DescribeImages", Map.of("ImageId.1", id), sources);
    one(xml, IMAGE + "imageOwnerId").ifPresent(w -> o.put("owner", w));
    one(xml, IMAGE + "bootMode").ifPresent(b -> boot(b, o));
    one(xml, IMAGE + "tpmSupport").ifPresent(t -> o.put("tpm", t.equals(V2)));
    one(xml, IMAGE + "imdsSupport").ifPresent(s -> o.put("metadata_tokens", s.equals(V2)));
  }

  /** SHA-256 over the SubjectPublicKeyInfo. */
  private String endorsementKey(String id, String type, ArrayNode sources)
      throws NoAnswer, InterruptedException {
    Map<String, String> ask = Map.of("InstanceId", id, "KeyType", type, "KeyFormat", "der");
    Bytes xml = call("GetInstanceTpmEkPub", ask, sources);
    try {
      if (one(xml, "instanceId").equals(Optional.of(id))
          && one(xml, "keyType").equals(Optional.of(type))) {
        Bytes key = Base64s.decode("endorsement key", must(one(xml, "keyValue")));
        return HashAlgorithm.SHA256
            .digest(Bytes.of(Crypto.publicKey("endorsement key", key).getEncoded()))
            .hex();
      }
    } catch (MalformedInput e) {
      // Said below.
    }
    throw new NoAnswer(Reason.REFUSED, "EC2 gave no endorsement key that can be read");
  }

  private Bytes call(String action, Map<String, String> ask, ArrayNode sources)
      throws NoAnswer, InterruptedException {
    Bytes answer = api.call(action, ask);
    sources
        .addObject()
        .put("call", "ec2:" + action)
        .put("sha256", HashAlgorithm.SHA256.digest(answer).hex());
    return answer;
  }

  /** The text at a place, where there is one and no second. */
  private static Optional<String> one(Bytes xml, String path) throws NoAnswer {
    List<String> found = Ec2Answer.texts(xml, path);
    if (found.size() > 1) {
      throw new NoAnswer(Reason.REFUSED, "EC2 answered about several");
    }
    return found.stream().findFirst().filter(t -> t.matches("[ -~]{1,2048}"));
  }

  private static String must(Optional<String> said) throws NoAnswer {
    return said.orElseThrow(
        () -> new NoAnswer(Reason.UNREACHABLE, "EC2's answer says not what it should"));
  }
}

package dev.attestry.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.audit.AuditCheck;
import dev.attestry.audit.AuditFinding;
import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.StoreAlarm;
import dev.attestry.chain.AuditContent;
import dev.attestry.chain.Content;
import dev.attestry.chain.DissentContent;
import dev.attestry.chain.Entry;
import dev.attestry.chain.FindingCounts;
import dev.attestry.chain.GapContent;
import dev.attestry.chain.Link;
import dev.attestry.chain.Located;
import dev.attestry.chain.ResultContent;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Jcs;
import dev.attestry.codec.MalformedInput;
import dev.attestry.result.AttestationResult;
import dev.attestry.result.AttestationResult.AttesterAppraisal;
import dev.attestry.result.AttestationResult.VerifierId;
import dev.attestry.result.EarCodec;
import dev.attestry.result.Tier;
import dev.attestry.result.TrustVector;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What of the log is told, and in which words. */
final class NotificationsTest {

  private static final String LOG = "log.hospital.example/2026";
  private static final Instant TIME = Instant.parse("2026-11-28T12:00:00.5Z");
  private static final Link LINK = new Link(41, Bytes.zeros(32));

  private static Located at(Content content) {
    Entry e = new Entry("aws/c0:s#1", 0, "aws/c0", 0, Optional.empty(), content);
    return new Located(LINK, e, 7, "aws", TIME);
  }

  private static Located result(Tier tier, int failed) {
    AttestationResult ear =
        AttestationResult.of(
            TIME,
            new VerifierId("https://attestry.dev", "test"),
            Map.of("a", AttesterAppraisal.of(tier, TrustVector.EMPTY, List.of("p"))));
    FindingCounts counts =
        new FindingCounts(3, failed, 0, 0, List.of("evidence.nonce"), Bytes.zeros(32));
    return at(
        new ResultContent(
            Optional.of("i-0123456789"),
            List.of(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            TIME,
            TIME,
            "p",
            "a",
            Jcs.encode(EarCodec.write(ear)),
            counts,
            List.of()));
  }

  private static List<Notification.Type> types(Located at) throws MalformedInput {
    return Notifications.of(LOG, at).stream().map(Notification::type).toList();
  }

  private static Notification gap() throws MalformedInput {
    return Notifications.of(LOG, at(new GapContent("s", TIME, "unreachable", LINK, List.of())))
        .get(0);
  }

  @Test
  void failuresGapsAndBreaksAreToldAndWhatIsInOrderIsNot() throws MalformedInput {
    assertThat(types(result(Tier.AFFIRMING, 0))).isEmpty();
    assertThat(types(result(Tier.WARNING, 0))).isEmpty();
    assertThat(types(result(Tier.CONTRAINDICATED, 0)))
        .containsExactly(Notification.Type.CHECK_FAILED);
    assertThat(types(result(Tier.CONTRAINDICATED, 1)))
        .containsExactly(Notification.Type.EVIDENCE_REFUTED, Notification.Type.CHECK_FAILED);
    assertThat(types(result(Tier.NONE, 0))).containsExactly(Notification.Type.GAP);
    assertThat(gap().details()).containsExactly("unreachable");
    assertThat(types(at(new DissentContent(LINK, "signature", TIME))))
        .containsExactly(Notification.Type.LOG_FAULT);
    assertThat(types(audit("not-clean"))).containsExactly(Notification.Type.LOG_FAULT);
    assertThat(types(audit("could-not-tell"))).containsExactly(Notification.Type.LOG_FAULT);
    assertThat(types(audit("clean"))).isEmpty();
  }

  private static Located audit(String verdict) {
    return at(new AuditContent(6, 40, Bytes.zeros(32), verdict, Bytes.zeros(32), TIME));
  }

  @Test
  void aFaultOfAnAuditIsToldAndANoteIsNot() {
    AuditFinding stray =
        new AuditFinding(
            AuditCheck.STRAY, Optional.of(7L), Optional.of(41L), Optional.empty(), "detail");
    Notification n = Notifications.of(LOG, stray, TIME).orElseThrow();
    assertThat(n.id()).isEqualTo("audit.stray:7:41");
    assertThat(n.component()).isEqualTo("@log");
    AuditFinding note =
        new AuditFinding(
            AuditCheck.VOID_SLOT, Optional.of(7L), Optional.empty(), Optional.empty(), "detail");
    assertThat(Notifications.of(LOG, note, TIME)).isEmpty();
  }

  @Test
  void whatTheBucketShowsIsToldAsAFaultOfTheLog() {
    ObjectName slot = ObjectName.of("2026/commit/000");
    Notification n =
        Notifications.of(
            LOG, new StoreAlarm(StoreAlarm.Kind.SECOND_VERSION, slot, "2 versions"), TIME);
    assertThat(n.id()).isEqualTo("store.second-version:2026/commit/000");
    assertThat(n.type()).isEqualTo(Notification.Type.LOG_FAULT);
    assertThat(n.component()).isEqualTo("@log");
    assertThat(n.details()).containsExactly("store.second-version", "2026/commit/000");
  }

  /** CloudEvents 1.0, section "Required attributes": id, source, specversion, type. */
  @Test
  void aCloudEventHasWhatTheSpecificationRequires() throws MalformedInput {
    ObjectNode o = CloudEvents.of(gap());
    assertThat(o.path("specversion").textValue()).isEqualTo("1.0");
    assertThat(o.path("id").textValue()).isEqualTo("gap:41");
    assertThat(URI.create(o.path("source").textValue()).getHost())
        .isEqualTo("log.hospital.example");
    assertThat(o.path("type").textValue()).isEqualTo("dev.attestry.gap.v1");
    assertThat(Instant.parse(o.path("time").textValue())).isEqualTo(TIME);
    assertThat(o.path("data").path("entry").longValue()).isEqualTo(41);
    assertThat(o.properties())
        .allSatisfy(field -> assertThat(field.getKey()).matches("[a-z0-9]{1,20}"));
  }

  /** Told twice, it is one: source and id together say so. */
  @Test
  void theSameThingToldAgainHasTheSameIds() throws MalformedInput {
    assertThat(CloudEvents.of(gap())).isEqualTo(CloudEvents.of(gap()));
    assertThat(Notifications.of(LOG, result(Tier.CONTRAINDICATED, 1)))
        .extracting(Notification::id)
        .doesNotHaveDuplicates();
  }

  /** What OCSF 1.5 requires of the classes 2003 and 2004 and of the objects in them. */
  @ParameterizedTest
  @EnumSource(Notification.Type.class)
  void aFindingHasWhatOcsfRequires(Notification.Type type) throws MalformedInput {
    Notification g = gap();
    Notification n =
        new Notification(
            LOG,
            "x",
            type,
            g.component(),
            g.cloud(),
            TIME,
            "what",
            List.of(),
            g.commit(),
            g.entry());
    ObjectNode o = Ocsf.of(n, "1");
    boolean compliance =
        Set.of(Notification.Type.CHECK_FAILED, Notification.Type.GAP).contains(type);
    int uid = compliance ? 2003 : 2004;
    assertThat(o.path("class_uid").intValue()).isEqualTo(uid);
    assertThat(o.path("category_uid").intValue()).isEqualTo(2);
    assertThat(o.path("activity_id").intValue()).isEqualTo(1);
    assertThat(o.path("type_uid").longValue()).isEqualTo(uid * 100L + 1);
    assertThat(o.path("severity_id").intValue()).isBetween(3, 5);
    assertThat(o.path("time").longValue()).isEqualTo(TIME.toEpochMilli());
    assertThat(o.path("metadata").path("version").textValue()).isEqualTo("1.5.0");
    assertThat(o.at("/metadata/product/vendor_name").textValue()).isNotEmpty();
    assertThat(o.at("/metadata/profiles/0").textValue()).isEqualTo("cloud");
    assertThat(o.at("/cloud/provider").textValue()).isEqualTo("AWS");
    assertThat(o.at("/finding_info/uid").textValue()).isEqualTo(LOG + "#x");
    assertThat(o.at("/finding_info/title").textValue()).isEqualTo("what");
    assertThat(o.at("/resources/0/name").textValue()).isEqualTo("aws/c0");
    assertThat(o.at("/unmapped/entry").longValue()).isEqualTo(41);
    assertThat(o.has("compliance")).isEqualTo(compliance);
    if (compliance) {
      assertThat(o.at("/compliance/standards").isEmpty()).isFalse();
      assertThat(o.at("/compliance/status_id").intValue())
          .isEqualTo(type == Notification.Type.GAP ? 2 : 3);
    }
  }

  @Test
  void withoutACloudTheProfileIsNotClaimed() throws MalformedInput {
    Notification g = gap();
    Notification n =
        new Notification(
            LOG,
            "x",
            Notification.Type.LOG_FAULT,
            "@log",
            Optional.empty(),
            TIME,
            "what",
            List.of(),
            g.commit(),
            g.entry());
    ObjectNode o = Ocsf.of(n, "1");
    assertThat(o.has("cloud")).isFalse();
    assertThat(o.path("metadata").has("profiles")).isFalse();
  }

  /** Notifications leave the account: an instance's id or evidence is not for everyone. */
  @Test
  void noMachineIsNamed() throws MalformedInput {
    for (Notification n : Notifications.of(LOG, result(Tier.CONTRAINDICATED, 1))) {
      assertThat(Ocsf.of(n, "1").toString() + CloudEvents.of(n)).doesNotContain("i-0123456789");
    }
  }
}

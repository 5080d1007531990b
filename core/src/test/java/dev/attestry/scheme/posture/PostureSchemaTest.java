package dev.attestry.scheme.posture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.Schemas;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The published schema of posture snapshots and the parser take and refuse the same. */
final class PostureSchemaTest {

  private static final String FILE = "posture.schema.json";

  private static final String FULL =
      "{'v':'attestry/posture/v1','provider':'azure','account':'a','region':'r',"
          + "'read_at':'2026-11-01T12:00:00Z','challenge':'"
          + "0a".repeat(32)
          + "','resource':{'kind':'database','id':'d'},"
          + "'encryption':{'at_rest':true,'key':'provider','key_id':'k'},'deny_unencrypted':false,"
          + "'network':{'public_access':false,'private_link':true,'tls_only':true,'tls_minimum':13},"
          + "'retention':{'mode':'none','locked':false,'days':0},"
          + "'instance':{'boot':'uefi','tpm':true,'sev_snp':false,'enclave':true,"
          + "'metadata_tokens':true,'ek_rsa_2048':'"
          + "0c".repeat(32)
          + "','ek_ecc_p384':'"
          + "0d".repeat(32)
          + "','image':{'id':'i','owner':'o','boot':'bios','tpm':true,'metadata_tokens':false}},"
          + "'sources':[{'call':'c','sha256':'"
          + "0b".repeat(32)
          + "'}]}";

  private static ObjectNode json(String text) throws MalformedInput {
    return Json.readObject("test", Bytes.utf8(text.replace('\'', '"')));
  }

  @Test
  void bothTakeTheFullestAndTheLeast() throws MalformedInput {
    for (String text :
        new String[] {
          FULL,
          "{'v':'attestry/posture/v1','provider':'gcp','account':'a',"
              + "'read_at':'2026-11-01T12:00:00Z','resource':{'kind':'disk','id':'d'}}"
        }) {
      assertThat(Schemas.problems(FILE, json(text))).isEmpty();
      assertThat(Snapshot.parse(Bytes.utf8(json(text).toString())).claims().isEmpty()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'v':'attestry/posture/v2'}",
        "{'provider':'ibm'}",
        "{'account':''}",
        "{'challenge':'0a'}",
        "{'resource':{'kind':'vm','id':'x'}}",
        "{'resource':{'kind':'disk'}}",
        "{'encryption':{'key':'nobody'}}",
        "{'encryption':{'at_rest':1}}",
        "{'network':{'tls_minimum':14}}",
        "{'retention':{'days':40000}}",
        "{'instance':{'boot':'cd'}}",
        "{'instance':{'tpm':'v2.0'}}",
        "{'instance':{'ek_rsa_2048':'0c'}}",
        "{'instance':{'image':{'name':'x'}}}",
        "{'sources':[{'call':'c'}]}",
        "{'more':1}"
      })
  void bothRefuseWhatIsNone(String change) throws MalformedInput {
    ObjectNode o = json(FULL);
    o.setAll(json(change));
    assertThat(Schemas.problems(FILE, o)).isNotEmpty();
    assertThatThrownBy(() -> Snapshot.parse(Bytes.utf8(o.toString())))
        .isInstanceOf(MalformedInput.class);
  }
}

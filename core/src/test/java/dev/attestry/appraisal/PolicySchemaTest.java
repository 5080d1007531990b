package dev.attestry.appraisal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.Schemas;
import dev.attestry.codec.Json;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The published schema, the reader and the writer agree on what a policy is. */
final class PolicySchemaTest {

  private static final String FILE = "policy.schema.json";

  @Test
  void thePublishedSchemaIsMadeFromTheRules() throws IOException {
    String text = Json.pretty(PolicySchema.json()) + "\n";
    if (Boolean.getBoolean("attestry.update")) {
      Files.writeString(Schemas.folder().resolve(FILE), text);
    }
    assertThat(Schemas.published(FILE)).isEqualTo(text);
  }

  private static ObjectNode document(String flow) {
    return Genuine.json("{'v':'attestry/policy/v1','name':'p','version':1,'flow':" + flow + "}");
  }

  private static boolean read(ObjectNode document) {
    try {
      Policy.of(document);
      return true;
    } catch (dev.attestry.codec.InvalidDocument e) {
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'evidence':{'sev-snp':{'measurement':'00','vmpl':0,'policy.debug':'any'}}}",
        "{'evidence':{'sev-snp':{'measurement':['00',{'value':'11','label':'release 1'}]}}}",
        "{'evidence':{'sev-snp':{'guest_svn':{'at_least':3,'mode':'warn'},'vmpl':{'at_most':1}}}}",
        "{'evidence':{'sev-snp':{'policy.debug':{'is':'any','mode':'warn'}}}}",
        "{'evidence':{'tpm2-quote':{'boot.secure_boot':'on','ak.provenance':['pinned-key']}}}",
        "{'freshness':{'max_age_seconds':60},'require':['hardware'],'third_party':true}",
        "{'ceilings':{'executables':-33},'accept_warnings':['third-party']}",
        "{'decision':{'isolate':true,'none_allowed_minutes':5}}"
      })
  void bothTakeWhatIsValidAndItsCanonicalForm(String flow) throws Exception {
    ObjectNode document = document(flow);
    assertThat(Schemas.problems(FILE, document)).isEmpty();
    assertThat(Schemas.problems(FILE, Policy.of(document).canonical())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'evidnce':{}}",
        "{'evidence':{'sev-snp':{'measurment':'00'}}}",
        "{'evidence':{'sev-snp':{'measurement':'0'}}}",
        "{'evidence':{'sev-snp':{'measurement':[]}}}",
        "{'evidence':{'sev-snp':{'measurement':{'mode':'warn'}}}}",
        "{'evidence':{'sev-snp':{'measurement':{'any_of':'00','mode':'maybe'}}}}",
        "{'evidence':{'sev-snp':{'measurement':[{'value':'00','note':'x'}]}}}",
        "{'evidence':{'sev-snp':{'guest_svn':'3'}}}",
        "{'evidence':{'sev-snp':{'guest_svn':-1}}}",
        "{'evidence':{'sev-snp':{'policy.debug':'yes'}}}",
        "{'evidence':{'nitro':{'pcrs':{'sha384':{'32':'00'}}}}}",
        "{'evidence':{'nitro':{'pcrs':{'md5':{'0':'00'}}}}}",
        "{'evidence':{'nitrogen':{}}}",
        "{'freshness':{'max_age_seconds':0}}",
        "{'ceilings':{'hardware':128}}",
        "{'require':['sourced-data']}",
        "{'accept_warnings':['grace']}",
        "{'decision':{'isolate':'yes'}}"
      })
  void bothRefuseWhatIsNot(String flow) {
    ObjectNode document = document(flow);
    assertThat(Schemas.problems(FILE, document)).isNotEmpty();
    assertThat(read(document)).isFalse();
  }
}

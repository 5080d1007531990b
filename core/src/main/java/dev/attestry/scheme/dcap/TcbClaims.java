package dev.attestry.scheme.dcap;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The TCB status by Intel's collateral, with what it was judged by: policy decides what it accepts.
 */
final class TcbClaims {

  private TcbClaims() {}

  static void write(ObjectNode claims, TcbEvaluation t, Quote quote, EvaluationSet set) {
    ObjectNode dubious = claims.withObject("/dubious");
    dubious.put("out_of_date", t.status().outOfDate());
    if (quote.body() instanceof TdReport) {
      dubious.put("td_relaunch_advised", t.status().relaunch());
    }
    ObjectNode json = claims.putObject("tcb");
    json.put("status", t.status().label());
    json.put("platform_status", t.platform().standing().status().label());
    json.put("tcb_date", t.platform().standing().tcbDate().toString());
    t.qe()
        .ifPresent(
            q -> {
              json.put("qe_status", q.standing().status().label());
              json.put("qe_tcb_date", q.standing().tcbDate().toString());
            });
    if (quote.body() instanceof TdReport td && t.module().isPresent()) {
      TcbLevel.Isv module = t.module().get();
      json.put("tdx_module_id", String.format("TDX_%02X", td.moduleVersion()));
      json.put("tdx_module_status", module.standing().status().label());
      json.put("tdx_module_tcb_date", module.standing().tcbDate().toString());
    }
    advisories(json, t);
    validity(json, set);
  }

  /** What Intel's early set says, beside what is in force. */
  static void write(ObjectNode claims, EarlyStatus early) {
    ObjectNode json = claims.withObject("/tcb").putObject("early");
    json.put("status", early.label());
    json.put("worse", early.worse());
    if (early.worse()) {
      json.put("worse_since", early.recovery().toString());
    }
    early.tcb().ifPresent(t -> advisories(json, t));
    validity(json, early.set());
  }

  private static void advisories(ObjectNode json, TcbEvaluation t) {
    ArrayNode advisories = json.putArray("advisory_ids");
    t.advisories().forEach(advisories::add);
  }

  private static void validity(ObjectNode json, EvaluationSet set) {
    set.tcbInfo().ifPresent(s -> validity(json, "", s.body().validity()));
    set.qeIdentity().ifPresent(s -> validity(json, "qe_", s.body().validity()));
  }

  private static void validity(ObjectNode json, String prefix, Validity v) {
    json.put(prefix + "evaluation_data_number", v.evaluationDataNumber());
    json.put(prefix + "issue_date", v.issueDate().toString());
    json.put(prefix + "next_update", v.nextUpdate().toString());
  }
}

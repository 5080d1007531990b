package dev.attestry.scheme.dcap;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.JsonSpan;
import dev.attestry.codec.MalformedInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what Intel's PCS answers: TCB info and QE identity (Intel PCS API, versions 3 and 4). */
final class CollateralParser {

  private static final String TCB_INFO = "TCB info";
  private static final String QE_IDENTITY = "QE identity";
  private static final int COMPONENTS = 16;
  private static final int MAX_LENGTH = 1 << 20;

  private CollateralParser() {}

  /**
   * An answer of the PCS.
   *
   * @param signed the body's bytes exactly as they came: the signature covers nothing else
   * @param signature r and s
   */
  record Answer<T>(T body, Bytes signed, Bytes signature) {}

  /** A body's reader. */
  private interface Body<T> {
    T read(JsonFields fields) throws MalformedInput;
  }

  static Answer<TcbInfo> tcbInfo(Bytes raw) throws MalformedInput {
    return answer(TCB_INFO, raw, "tcbInfo", CollateralParser::tcbInfo);
  }

  static Answer<QeIdentity> qeIdentity(Bytes raw) throws MalformedInput {
    return answer(QE_IDENTITY, raw, "enclaveIdentity", CollateralParser::qeIdentity);
  }

  private static <T> Answer<T> answer(String structure, Bytes raw, String member, Body<T> reader)
      throws MalformedInput {
    if (raw.length() > MAX_LENGTH) {
      throw new MalformedInput(structure, -1, "longer than " + MAX_LENGTH + " bytes");
    }
    JsonFields whole = JsonFields.of(structure, Json.readObject(structure, raw));
    T body = reader.read(whole.object(member));
    Bytes signature = whole.hex("signature", 64);
    return new Answer<>(body, JsonSpan.ofObject(structure, raw, member), signature);
  }

  private static TcbInfo tcbInfo(JsonFields f) throws MalformedInput {
    int version = f.integer("version", 9);
    if (version != 2 && version != 3) {
      throw f.wrong("version", "2 or 3");
    }
    // Version 2 is for SGX only and says no id.
    String id = version == 2 ? Tee.SGX.tcbInfoId() : f.text("id");
    if (f.integer("tcbType", 9) != 0) {
      throw f.wrong("tcbType", "0: levels compared component by component");
    }
    List<TcbInfo.ModuleIdentity> modules = new ArrayList<>();
    if (f.has("tdxModuleIdentities")) {
      for (JsonFields m : f.objects("tdxModuleIdentities")) {
        modules.add(new TcbInfo.ModuleIdentity(m.text("id"), module(m), isvLevels(m)));
      }
    }
    List<TcbLevel> levels = new ArrayList<>();
    for (JsonFields l : f.objects("tcbLevels")) {
      levels.add(level(l, version));
    }
    return new TcbInfo(
        version,
        id,
        validity(f),
        f.hex("fmspc", 6),
        f.hex("pceId", 2),
        f.has("tdxModule") ? Optional.of(module(f.object("tdxModule"))) : Optional.empty(),
        modules,
        levels);
  }

  private static TcbInfo.Module module(JsonFields f) throws MalformedInput {
    return new TcbInfo.Module(
        f.hex("mrsigner", 48), f.hex("attributes", 8), f.hex("attributesMask", 8));
  }

  private static TcbLevel level(JsonFields f, int version) throws MalformedInput {
    JsonFields tcb = f.object("tcb");
    Bytes sgx = version == 2 ? numbered(tcb) : components(tcb, "sgxtcbcomponents");
    Optional<Bytes> tdx =
        tcb.has("tdxtcbcomponents")
            ? Optional.of(components(tcb, "tdxtcbcomponents"))
            : Optional.empty();
    return new TcbLevel(sgx, tcb.integer("pcesvn", 0xffff), tdx, standing(f));
  }

  /** Version 2: sgxtcbcomp01svn to sgxtcbcomp16svn. */
  private static Bytes numbered(JsonFields tcb) throws MalformedInput {
    byte[] out = new byte[COMPONENTS];
    for (int i = 0; i < COMPONENTS; i++) {
      out[i] = (byte) tcb.integer(String.format("sgxtcbcomp%02dsvn", i + 1), 255);
    }
    return Bytes.of(out);
  }

  private static Bytes components(JsonFields tcb, String name) throws MalformedInput {
    List<JsonFields> list = tcb.objects(name);
    if (list.size() != COMPONENTS) {
      throw tcb.wrong(name, "a list of " + COMPONENTS);
    }
    byte[] out = new byte[COMPONENTS];
    for (int i = 0; i < COMPONENTS; i++) {
      out[i] = (byte) list.get(i).integer("svn", 255);
    }
    return Bytes.of(out);
  }

  private static List<TcbLevel.Isv> isvLevels(JsonFields f) throws MalformedInput {
    List<TcbLevel.Isv> out = new ArrayList<>();
    for (JsonFields l : f.objects("tcbLevels")) {
      out.add(new TcbLevel.Isv(l.object("tcb").integer("isvsvn", 0xffff), standing(l)));
    }
    return out;
  }

  private static TcbLevel.Standing standing(JsonFields f) throws MalformedInput {
    TcbStatus status =
        TcbStatus.ofLabel(f.text("tcbStatus"))
            .orElseThrow(() -> f.wrong("tcbStatus", "a status of Intel's list"));
    return new TcbLevel.Standing(status, f.instant("tcbDate"), f.texts("advisoryIDs"));
  }

  private static Validity validity(JsonFields f) throws MalformedInput {
    return Validity.of(
        f.instant("issueDate"),
        f.instant("nextUpdate"),
        f.integer("tcbEvaluationDataNumber", Integer.MAX_VALUE));
  }

  private static QeIdentity qeIdentity(JsonFields f) throws MalformedInput {
    if (f.integer("version", 9) != 2) {
      throw f.wrong("version", "2");
    }
    return new QeIdentity(
        f.text("id"),
        validity(f),
        reversed(f.hex("miscselect", 4)),
        reversed(f.hex("miscselectMask", 4)),
        f.hex("attributes", 16),
        f.hex("attributesMask", 16),
        f.hex("mrsigner", 32),
        f.integer("isvprodid", 0xffff),
        isvLevels(f));
  }

  /** MISCSELECT is written as a number, and stands little-endian in the report. */
  private static Bytes reversed(Bytes b) {
    return Bytes.of(b.u8(3), b.u8(2), b.u8(1), b.u8(0));
  }
}

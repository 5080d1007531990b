package dev.attestry.lab;

import dev.attestry.chain.Entry;
import dev.attestry.chain.ResultContent;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import java.util.ArrayList;
import java.util.List;

/** What no line that a function prints may hold, since it would help an attacker. */
public final class NeverPrinted {

  /** What each JSON Web Token begins with. */
  private static final String TOKEN = "eyJ";

  private NeverPrinted() {}

  /** Tokens, and what the challenges of these results were made of, in each form. */
  public static List<String> of(List<Entry> results) {
    List<String> never = new ArrayList<>(List.of(TOKEN));
    for (Entry e : results) {
      Bytes salt = ((ResultContent) e.content()).challenge().orElseThrow().salt();
      never.add(salt.hex());
      never.add(Base64s.encode(salt));
      never.add(Base64s.encodeUrl(salt));
    }
    return never;
  }
}

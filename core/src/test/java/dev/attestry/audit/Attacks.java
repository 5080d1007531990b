package dev.attestry.audit;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** For each check that decides an audit, an attack that it is there for. */
final class Attacks {

  private Attacks() {}

  static Map<AuditCheck, Attack> all() {
    Map<AuditCheck, Attack> all = new EnumMap<>(AuditCheck.class);
    all.putAll(SlotAttacks.all());
    all.putAll(EntryAttacks.all());
    all.putAll(ResultAttacks.all());
    all.putAll(ReverifyAttacks.all());
    return all;
  }

  static Attack of(AuditCheck check) {
    return Objects.requireNonNull(all().get(check));
  }
}

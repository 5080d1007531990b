package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;

/**
 * A confidential computing event log: TCG crypto-agile form, SHA-384 only, one event a register.
 */
final class CcelLog {

  private static final int EV_NO_ACTION = 3;
  private static final int EV_EVENT_TAG = 6;
  private static final int SHA384 = 0x000c;

  private CcelLog() {}

  /** One event for each register index, measuring a text. */
  static Bytes of(Map<Integer, String> events) {
    Bytes log = header();
    for (Map.Entry<Integer, String> e : new TreeMap<>(events).entrySet()) {
      Bytes data = Bytes.utf8(e.getValue());
      ByteBuffer b = ByteBuffer.allocate(4 + 4 + 4 + 2 + 48 + 4).order(ByteOrder.LITTLE_ENDIAN);
      b.putInt(e.getKey()).putInt(EV_EVENT_TAG).putInt(1).putShort((short) SHA384);
      b.put(HashAlgorithm.SHA384.digest(data).toArray()).putInt(data.length());
      log = Bytes.concat(log, Bytes.of(b.array()), data);
    }
    return log;
  }

  /** What a register holds after the one event that measures a text. */
  static Bytes register(String text) {
    return HashAlgorithm.SHA384.digest(
        Bytes.zeros(48), HashAlgorithm.SHA384.digest(Bytes.utf8(text)));
  }

  /** TCG_EfiSpecIDEvent in a TCG_PCR_EVENT. */
  private static Bytes header() {
    ByteBuffer id = ByteBuffer.allocate(33).order(ByteOrder.LITTLE_ENDIAN);
    id.put(Bytes.utf8("Spec ID Event03").toArray()).put((byte) 0);
    id.putInt(0).put((byte) 0).put((byte) 2).put((byte) 0).put((byte) 2);
    id.putInt(1).putShort((short) SHA384).putShort((short) 48).put((byte) 0);
    ByteBuffer b = ByteBuffer.allocate(4 + 4 + 20 + 4).order(ByteOrder.LITTLE_ENDIAN);
    b.putInt(0).putInt(EV_NO_ACTION).put(new byte[20]).putInt(33);
    return Bytes.concat(Bytes.of(b.array()), Bytes.of(id.array()));
  }
}

package dev.attestry.function;

import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.PassingBucket;
import dev.attestry.bucket.StoreAlarm;
import java.util.List;

/** A bucket that has seen what it is told to have seen. */
final class AlarmedBucket extends PassingBucket {

  private final List<StoreAlarm> alarms;

  /**
   * @param alarms as they are when somebody asks
   */
  AlarmedBucket(Bucket of, List<StoreAlarm> alarms) {
    super(of);
    this.alarms = alarms;
  }

  @Override
  public List<StoreAlarm> alarms() {
    return alarms;
  }
}

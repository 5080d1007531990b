package dev.attestry.aws.evidence;

import dev.attestry.aws.store.AwsClients;
import dev.attestry.codec.Bytes;
import dev.attestry.route.GuestScript.NoAnswer;
import dev.attestry.route.SelectedSource;
import dev.attestry.sweep.Collected.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Instances of EC2 by their tags: an Auto Scaling group's carry its name in one. */
public final class Ec2Instances implements SelectedSource.Instances {

  private static final String GROUP = "aws:autoscaling:groupName";
  private static final int MAX_PAGES = 20;

  private final Ec2Api api;

  /**
   * @param timeout for one page
   * @param random jitter between attempts
   */
  public Ec2Instances(AwsClients clients, Duration timeout, RandomGenerator random) {
    this.api = new Ec2Api(clients, timeout, random);
  }

  @Override
  public List<String> running(String selector, String value) throws NoAnswer, InterruptedException {
    int equals = value.indexOf('=');
    boolean group = selector.equals("group");
    if (!group && equals < 1) {
      throw new NoAnswer(Reason.NO_INSTANCE, "a selector by tag is key=value");
    }
    Map<String, String> ask = new HashMap<>();
    ask.put("Filter.1.Name", "tag:" + (group ? GROUP : value.substring(0, equals)));
    ask.put("Filter.1.Value.1", group ? value : value.substring(equals + 1));
    ask.put("Filter.2.Name", "instance-state-name");
    ask.put("Filter.2.Value.1", "running");
    ask.put("MaxResults", "100");
    List<String> all = new ArrayList<>();
    for (int page = 0; page < MAX_PAGES; page++) {
      List<String> next = page(ask, all);
      if (next.isEmpty()) {
        return all;
      }
      ask.put("NextToken", next.getFirst());
    }
    throw new NoAnswer(Reason.REFUSED, "EC2 has more instances of it than are looked at");
  }

  /** What leads to the next page; empty after the last. */
  private List<String> page(Map<String, String> ask, List<String> all)
      throws NoAnswer, InterruptedException {
    Bytes xml = api.call("DescribeInstances", ask);
    all.addAll(Ec2Answer.texts(xml, "reservationSet/item/instancesSet/item/instanceId"));
    return Ec2Answer.texts(xml, "nextToken");
  }
}

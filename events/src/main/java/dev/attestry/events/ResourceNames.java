package dev.attestry.events;

import java.util.Locale;

/**
 * One spelling for what a provider spells in several ways, so that an event and a selector meet.
 */
final class ResourceNames {

  static final String AWS = "aws";
  static final String AZURE = "azure";
  static final String GCP = "gcp";

  private ResourceNames() {}

  /** The name of a resource, as selectors and events are compared by it. */
  static String of(String cloud, String name) {
    return switch (cloud) {
      case AWS -> aws(name);
      case AZURE -> azure(name);
      case GCP -> gcp(name);
      default -> name;
    };
  }

  /** The last part of an ARN, which is what API calls name: {@code i-0abc}, a bucket's name. */
  private static String aws(String name) {
    return name.startsWith("arn:")
        ? name.substring(Math.max(name.lastIndexOf(':'), name.lastIndexOf('/')) + 1)
        : name;
  }

  /** Azure compares ids without regard to case, and itself writes them in several. */
  private static String azure(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith("/") ? lower.substring(0, lower.length() - 1) : lower;
  }

  /** {@code projects/…}: without the service's name or the API's address before it. */
  private static String gcp(String name) {
    int from = name.startsWith("projects/") ? 0 : name.indexOf("/projects/") + 1;
    return name.substring(Math.max(0, from));
  }
}

package dev.attestry.function;

import dev.attestry.bucket.Bucket;
import dev.attestry.chain.Retention;
import dev.attestry.chain.StoreProvider;
import java.io.IOException;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * The bucket of the log: in this cloud, or in another one, which takes this cloud's word for who
 * writes there.
 */
final class LogBucket {

  /** How people name the buckets of another cloud; each cloud has its own way for its own. */
  private static final Pattern ELSEWHERE = Pattern.compile("(s3|az|gs)://.*");

  private LogBucket() {}

  static Bucket open(FunctionEnvironment environment, Cloud cloud) throws IOException {
    // By its own loader: a runtime may have set another one for its threads.
    return open(
        environment,
        cloud,
        ServiceLoader.load(StoreProvider.class, StoreProvider.class.getClassLoader()));
  }

  static Bucket open(
      FunctionEnvironment environment, Cloud cloud, Iterable<StoreProvider> installed)
      throws IOException {
    String name = environment.required("ATTESTRY_BUCKET");
    Retention retention =
        Retention.ofShards(Retention.Mode.valueOf(environment.required("ATTESTRY_BUCKET_MODE")));
    Matcher elsewhere = ELSEWHERE.matcher(name);
    if (!elsewhere.matches() || elsewhere.group(1).equals(cloud.scheme())) {
      return cloud.bucket(name, retention);
    }
    return provider(elsewhere.group(1), installed)
        .openToWrite(name, retention, cloud.self(), environment.variables());
  }

  private static StoreProvider provider(String scheme, Iterable<StoreProvider> installed) {
    Optional<StoreProvider> found =
        StreamSupport.stream(installed.spliterator(), false)
            .filter(p -> p.scheme().equals(scheme))
            .findFirst();
    return found.orElseThrow(
        () ->
            new IllegalArgumentException(
                "environment: ATTESTRY_BUCKET: this package has no store for "
                    + scheme
                    + "://; docs/functions.md says how to make one that has"));
  }
}

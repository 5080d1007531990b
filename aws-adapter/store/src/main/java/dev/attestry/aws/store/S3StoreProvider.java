package dev.attestry.aws.store;

import dev.attestry.chain.StoreProvider;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/**
 * Opens {@code s3://bucket/prefix} with the region, the credentials and, where {@code
 * AWS_ENDPOINT_URL} names one, the endpoint that AWS's own tools would use.
 */
public final class S3StoreProvider implements StoreProvider {

  private static final Pattern LOCATION = Pattern.compile("s3://([a-z0-9.-]+)(?:/+(.*))?");

  /** For the service loader. */
  public S3StoreProvider() {}

  @Override
  public String scheme() {
    return "s3";
  }

  @Override
  public Store open(String location) throws IOException {
    Matcher m = LOCATION.matcher(location);
    if (!m.matches()) {
      throw new IOException(location + " is no bucket: write s3://BUCKET or s3://BUCKET/PREFIX");
    }
    String path = m.group(2) == null ? "" : m.group(2);
    String prefix = path.isEmpty() || path.endsWith("/") ? path : path + "/";
    try {
      AwsClients clients =
          new AwsClients(
              new DefaultAwsRegionProviderChain().getRegion(),
              DefaultCredentialsProvider.builder().build(),
              Optional.ofNullable(System.getenv("AWS_ENDPOINT_URL")).map(URI::create));
      return S3Store.open(clients, m.group(1), prefix);
    } catch (SdkException e) {
      throw S3Faults.io("open " + location, e);
    }
  }
}

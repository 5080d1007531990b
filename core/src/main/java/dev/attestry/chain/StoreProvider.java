package dev.attestry.chain;

import dev.attestry.bucket.Bucket;
import dev.attestry.codec.Bytes;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Opens the buckets of one provider; found as a service, so that neither the command line nor a
 * function needs the SDK of a cloud that nobody asks for.
 */
public interface StoreProvider {

  /** The scheme of its locations: {@code s3}. */
  String scheme();

  /**
   * Opens a bucket to read.
   *
   * @param location bucket, and the prefix before every name: {@code s3://bucket/prefix}
   * @throws IOException if the place is none, or this machine has not what it takes to ask
   */
  Store open(String location) throws IOException;

  /**
   * Opens a bucket to read and write from another cloud. No secret is stored for it: its provider
   * takes us for one of its own by a token of the platform that we run on.
   *
   * @param location as above
   * @param retention that each object gets
   * @param self gives the tokens
   * @param environment variables that say as whom; each provider has its own
   * @throws IdentityRefused if it does not
   * @throws IOException if the bucket cannot be opened, or is not one that keeps what is written
   */
  Bucket openToWrite(
      String location, Retention retention, WebIdentity self, Map<String, String> environment)
      throws IOException;

  /**
   * Opens a bucket to read and write with the credentials that the provider's own tools find, for
   * who brings something by hand.
   *
   * @param location as above
   * @param retention that each object gets
   * @param environment variables; each provider has its own
   * @throws IOException if it cannot be opened, or is not one that keeps what is written
   */
  Bucket openByHand(String location, Retention retention, Map<String, String> environment)
      throws IOException;

  /** A variable that says something. */
  static Optional<String> variable(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(v -> !v.isEmpty());
  }

  /**
   * Sees that variables say something.
   *
   * @param why they are wanted
   * @throws IOException if some are missing: it names all of them
   */
  static void require(Map<String, String> environment, String why, String... names)
      throws IOException {
    List<String> missing =
        Stream.of(names).filter(n -> variable(environment, n).isEmpty()).toList();
    if (!missing.isEmpty()) {
      throw new IOException("environment: " + String.join(", ", missing) + " missing: " + why);
    }
  }

  /** Who this process is, in words that its platform signs. */
  @FunctionalInterface
  interface WebIdentity {

    /**
     * A token of OpenID Connect: a JWT that says for how long it holds.
     *
     * @param audience whom it is for
     * @throws IOException if the platform gives none
     */
    String token(String audience) throws IOException;
  }

  /** A provider does not take us for whom we want to be there. */
  final class IdentityRefused extends IOException {

    private static final long serialVersionUID = 1L;

    /** Where to look. */
    public enum Reason {
      NO_TOKEN(
          "the platform gives no token: is the identity assigned, is the audience one it knows?"),
      TOKEN_REFUSED("the token is not taken: is its issuer trusted there, for this audience?"),
      TOKEN_EXPIRED("the token is taken for expired: whose clock is wrong?"),
      ROLE_REFUSED("who we are is not trusted: is this issuer, audience and subject named there?"),
      ISSUER_UNREACHABLE("the keys of the token's issuer could not be fetched there"),
      NO_ANSWER("the token service did not answer as it should");

      private final String words;

      Reason(String words) {
        this.words = words;
      }
    }

    private final Reason reason;

    /**
     * Says so, without any part of a token.
     *
     * @param whom the role or account
     * @param said by the platform, or by the provider
     */
    public IdentityRefused(Reason reason, String whom, String said, Throwable cause) {
      super("not taken for %s: %s, %s (%s)".formatted(whom, reason, reason.words, said), cause);
      this.reason = reason;
    }

    public Reason reason() {
      return reason;
    }
  }

  /** A bucket, opened to read. */
  interface Store extends Closeable {

    Bucket bucket();

    /** The names of the top folders. */
    List<String> folders() throws IOException;

    /**
     * From the key id of an encrypted pack to its key, asked from the provider's key service.
     *
     * @param layout of the log whose packs they are
     * @param problem is told why a key could not be had
     */
    Function<String, Optional<Bytes>> packKeys(Layout layout, Consumer<String> problem);
  }
}

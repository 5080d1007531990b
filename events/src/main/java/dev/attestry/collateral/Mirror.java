package dev.attestry.collateral;

import java.net.URI;
import java.util.function.UnaryOperator;

/**
 * A server of one's own that has vendors' documents under {@code <base>/<host>/<path>}, for
 * functions without a way out. It need not be believed: what it gives is judged by its signature.
 */
record Mirror(String base) implements UnaryOperator<URI> {

  /**
   * @throws IllegalArgumentException if the address is not https, or http of this machine
   */
  Mirror {
    URI at = URI.create(base);
    boolean plain = "http".equals(at.getScheme()) && "127.0.0.1".equals(at.getHost());
    if (!plain && !"https".equals(at.getScheme()) || at.getHost() == null || base.contains("?")) {
      throw new IllegalArgumentException(
          "environment: ATTESTRY_COLLATERAL_MIRROR: an https address without a query expected");
    }
    base = base.replaceFirst("/*$", "");
  }

  @Override
  public URI apply(URI url) {
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    return URI.create(base + "/" + url.getHost() + url.getRawPath() + query);
  }
}

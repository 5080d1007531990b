package dev.attestry.gcp.store;

import com.google.api.client.http.HttpResponse;
import com.google.api.services.storage.Storage;
import dev.attestry.bucket.ContentRange;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.Optional;

/** Reads one object, whole or in part: always as a range, so that none is larger than expected. */
final class GcsReader {

  private static final int RANGE_NOT_SATISFIABLE = 416;

  private GcsReader() {}

  /**
   * Reads a part.
   *
   * @param version generation; empty for the live one
   * @throws IOException what Google answered other than the object, and what went wrong
   */
  static ReadOutcome read(
      GcsLocation at, String key, Optional<String> version, long from, int length)
      throws IOException {
    Storage.Objects.Get get = at.get(key, version);
    // As it is stored: neither packed on the way nor unpacked.
    get.getRequestHeaders()
        .setAcceptEncoding("identity")
        .setRange(ContentRange.header(from, length));
    try {
      HttpResponse r = get.executeMedia();
      try (InputStream in = r.getContent()) {
        Bytes body = Bytes.readFrom(Channels.newChannel(in), Math.max(length, 1));
        return ContentRange.parse(r.getHeaders().getContentRange())
            .map(c -> c.outcome(from, length, body))
            .orElseGet(() -> new ReadOutcome.Unreadable("asked for a range, got none"));
      } finally {
        r.disconnect();
      }
    } catch (IOException e) {
      if (GoogleFaults.status(e) != RANGE_NOT_SATISFIABLE) {
        throw e;
      }
      // The object ends before what was asked for, or is empty: how long is it?
      return ContentRange.past(
          from, at.get(key, version).setFields("size").execute().getSize().longValueExact());
    }
  }
}

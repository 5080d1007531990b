package dev.attestry.gcp.store;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.HttpResponseException;
import java.io.IOException;

/** What Google's clients throw, in our words. */
final class GoogleFaults {

  private GoogleFaults() {}

  static IOException io(String what, IOException e) {
    return new IOException("could not " + what + ": " + say(e), e);
  }

  static String say(IOException e) {
    return switch (e) {
      case GoogleJsonResponseException g when g.getDetails() != null ->
          g.getStatusCode() + " " + reason(g) + ", " + g.getDetails().getMessage();
      case HttpResponseException h -> h.getStatusCode() + ", " + h.getStatusMessage();
      default -> e.getClass().getSimpleName() + ", " + e.getMessage();
    };
  }

  /** The status of the answer; 0 where there was none. */
  static int status(IOException e) {
    return e instanceof HttpResponseException h ? h.getStatusCode() : 0;
  }

  /** Google's word for it; empty where there is none. */
  static String reason(IOException e) {
    return e instanceof GoogleJsonResponseException g
            && g.getDetails() != null
            && g.getDetails().getErrors() != null
            && !g.getDetails().getErrors().isEmpty()
            && g.getDetails().getErrors().getFirst().getReason() != null
        ? g.getDetails().getErrors().getFirst().getReason()
        : "";
  }
}

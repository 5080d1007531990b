package dev.attestry.azure.store;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/** The network between a client and its store: it fails as it is told, and keeps what it saw. */
final class FaultyHttp implements HttpClient {

  /** What becomes of a put. */
  enum Fault {
    /** It arrives, and what comes back does not. */
    LOST_ANSWER,
    /** What Azure answers under load; no stand-in does. */
    BUSY,
    /** What Azure answers where a locked blob stands at the name. */
    IMMUTABLE,
    /** What Azure may answer to a condition that fails; no stand-in does. */
    CONDITION,
    /** A conflict that says nothing about the name. */
    OTHER_CONFLICT,
    FORBIDDEN
  }

  private final HttpClient real = AzureLab.http();
  private final Deque<Fault> next = new ConcurrentLinkedDeque<>();
  private volatile Consumer<HttpRequest> change = r -> {};
  private volatile boolean isCut;

  void next(Fault... faults) {
    next.addAll(Arrays.asList(faults));
  }

  void heal() {
    next.clear();
  }

  /** From now on nobody answers. */
  void cut() {
    isCut = true;
  }

  /** Does something to each put on its way. */
  void change(Consumer<HttpRequest> c) {
    change = c;
  }

  @Override
  public Mono<HttpResponse> send(HttpRequest request) {
    return Mono.fromCallable(() -> sendSync(request, Context.NONE));
  }

  @Override
  public HttpResponse sendSync(HttpRequest request, Context context) {
    if (isCut) {
      throw new UncheckedIOException(new ConnectException("cut"));
    }
    if (request.getHttpMethod() != HttpMethod.PUT) {
      return real.sendSync(request, context);
    }
    change.accept(request);
    Fault f = next.poll();
    return f == null ? real.sendSync(request, context) : failed(f, request, context);
  }

  private HttpResponse failed(Fault f, HttpRequest request, Context context) {
    return switch (f) {
      case LOST_ANSWER -> {
        real.sendSync(request, context).close();
        throw new UncheckedIOException(new IOException("Connection reset"));
      }
      case BUSY -> MadeUp.error(request, 503, "ServerBusy");
      case IMMUTABLE -> MadeUp.error(request, 409, "BlobImmutableDueToPolicy");
      case CONDITION -> MadeUp.error(request, 412, "ConditionNotMet");
      case OTHER_CONFLICT -> MadeUp.error(request, 409, "ContainerBeingDeleted");
      case FORBIDDEN -> MadeUp.error(request, 403, "AuthorizationFailure");
    };
  }
}

package dev.attestry.lab.standin;

import com.sun.net.httpserver.HttpExchange;
import dev.attestry.codec.Bytes;
import dev.attestry.lab.standin.FakeContainer.Refused;
import java.io.IOException;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fake of Azure Blob Storage, for what no stand-in has: versions, immutability of versions and of
 * containers. Written from Azure's documentation of Put, Get and Delete Blob, Get Blob Properties
 * and List Blobs; block blobs only, no credentials.
 */
public final class FakeAzureBlobs implements AutoCloseable {

  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);
  private static final Pattern RANGE = Pattern.compile("bytes=([0-9]+)-([0-9]*)");
  private static final String XML = "application/xml";

  private final Map<String, FakeContainer> containers = new ConcurrentHashMap<>();
  private final FakeHttp http;

  private FakeAzureBlobs() throws IOException {
    this.http = FakeHttp.start(this::handle);
  }

  /** One on a free port of the loopback. */
  public static FakeAzureBlobs start() throws IOException {
    return new FakeAzureBlobs();
  }

  /** Of its account. */
  public URI endpoint() {
    return http.endpoint().resolve("/fake");
  }

  /** A container with versions, each of which may carry a policy. */
  public void versioned(String name) {
    containers.put(name, new FakeContainer(Optional.empty()));
  }

  /** A container with a locked policy of its own, in an account that keeps no versions. */
  public void locked(String name, Duration policy) {
    containers.put(name, new FakeContainer(Optional.of(policy)));
  }

  private void handle(HttpExchange x) throws IOException {
    String[] path = x.getRequestURI().getPath().split("/", 4);
    FakeContainer c = containers.get(path.length > 2 ? path[2] : "");
    Map<String, String> query = FakeHttp.query(x);
    if (c == null) {
      refuse(x, new Refused(404, "ContainerNotFound"));
    } else if (path.length == 3 && "list".equals(query.get("comp"))) {
      list(x, c, query);
    } else if (path.length == 4) {
      blob(x, c, path[3], Optional.ofNullable(query.get("versionid")));
    } else {
      refuse(x, new Refused(501, "NotImplemented"));
    }
  }

  private static void blob(HttpExchange x, FakeContainer c, String name, Optional<String> version)
      throws IOException {
    switch (x.getRequestMethod()) {
      case "PUT" -> put(x, c, name);
      case "GET", "HEAD" -> {
        Optional<FakeBlob> b =
            version.isPresent() ? c.version(name, version.get()) : c.current(name);
        if (b.isPresent()) {
          give(x, c, b.get(), b.equals(c.current(name)));
        } else {
          refuse(x, new Refused(404, "BlobNotFound"));
        }
      }
      case "DELETE" -> {
        Optional<Refused> r = c.delete(name, version);
        if (r.isPresent()) {
          refuse(x, r.get());
        } else {
          FakeHttp.answer(x, 202, XML, Bytes.EMPTY);
        }
      }
      default -> refuse(x, new Refused(405, "UnsupportedHttpVerb"));
    }
  }

  private static void put(HttpExchange x, FakeContainer c, String name) throws IOException {
    Bytes body = FakeHttp.body(x);
    Optional<String> md5 = FakeHttp.header(x, "Content-MD5");
    if (md5.isPresent() && !md5.get().equals(md5(body))) {
      refuse(x, new Refused(400, "Md5Mismatch"));
      return;
    }
    Optional<FakeBlob.Policy> policy =
        FakeHttp.header(x, "x-ms-immutability-policy-until-date").map(d -> policy(x, d));
    if (policy.isPresent() && !c.keepsVersions()) {
      refuse(x, new Refused(409, "BlobImmutabilityPolicyNotSupported"));
      return;
    }
    boolean ifNoneMatch = FakeHttp.header(x, "If-None-Match").filter("*"::equals).isPresent();
    Optional<Refused> r =
        c.put(
            name,
            ifNoneMatch,
            t -> new FakeBlob(FakeContainer.id(t), body, t, metadata(x), policy));
    if (r.isPresent()) {
      refuse(x, r.get());
      return;
    }
    c.current(name).ifPresent(b -> describe(x, c, b));
    FakeHttp.answer(x, 201, XML, Bytes.EMPTY);
  }

  private static FakeBlob.Policy policy(HttpExchange x, String date) {
    return new FakeBlob.Policy(
        FakeHttp.header(x, "x-ms-immutability-policy-mode")
            .orElse("unlocked")
            .toLowerCase(Locale.ROOT),
        ZonedDateTime.parse(date, HTTP_DATE).toInstant());
  }

  private static Map<String, String> metadata(HttpExchange x) {
    Map<String, String> m = new TreeMap<>();
    x.getRequestHeaders()
        .forEach(
            (k, v) -> {
              String name = k.toLowerCase(Locale.ROOT);
              if (name.startsWith("x-ms-meta-")) {
                m.put(name, v.getFirst());
              }
            });
    return m;
  }

  private static String md5(Bytes body) {
    try {
      return Base64.getEncoder()
          .encodeToString(MessageDigest.getInstance("MD5").digest(body.toArray()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }

  private static void describe(HttpExchange x, FakeContainer c, FakeBlob b) {
    Map<String, String> h = new TreeMap<>(b.metadata());
    h.put("ETag", "\"0x" + b.id().replaceAll("[^0-9]", "") + "\"");
    h.put("Last-Modified", date(b.created()));
    h.put("x-ms-creation-time", date(b.created()));
    h.put("x-ms-blob-type", "BlockBlob");
    if (c.keepsVersions()) {
      h.put("x-ms-version-id", b.id());
    }
    b.policy()
        .ifPresent(
            p -> {
              h.put("x-ms-immutability-policy-mode", p.mode());
              h.put("x-ms-immutability-policy-until-date", date(p.until()));
            });
    h.forEach((k, v) -> x.getResponseHeaders().set(k, v));
  }

  private static String date(Instant t) {
    return HTTP_DATE.format(t.atZone(ZoneOffset.UTC));
  }

  private static void give(HttpExchange x, FakeContainer c, FakeBlob b, boolean current)
      throws IOException {
    describe(x, c, b);
    if (c.keepsVersions() && current) {
      x.getResponseHeaders().set("x-ms-is-current-version", "true");
    }
    String asked =
        FakeHttp.header(x, "x-ms-range").or(() -> FakeHttp.header(x, "Range")).orElse("");
    Matcher m = RANGE.matcher(asked);
    if (!m.matches()) {
      FakeHttp.answer(x, 200, "application/octet-stream", b.body());
      return;
    }
    long from = Long.parseLong(m.group(1));
    if (from >= b.body().length()) {
      refuse(x, new Refused(416, "InvalidRange"));
      return;
    }
    long end = m.group(2).isEmpty() ? Long.MAX_VALUE - 1 : Long.parseLong(m.group(2));
    int to = (int) Math.min(b.body().length(), end + 1);
    x.getResponseHeaders()
        .set("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + b.body().length());
    FakeHttp.answer(x, 206, "application/octet-stream", b.body().slice((int) from, to));
  }

  private static void list(HttpExchange x, FakeContainer c, Map<String, String> query)
      throws IOException {
    List<Map.Entry<String, FakeBlob>> all =
        new ArrayList<>(c.versions(query.getOrDefault("prefix", "")));
    boolean versions = query.getOrDefault("include", "").contains("versions");
    if (!versions) {
      all.removeIf(e -> !c.current(e.getKey()).equals(Optional.of(e.getValue())));
    }
    String marker = query.getOrDefault("marker", "");
    int from = marker.isEmpty() ? 0 : Integer.parseInt(marker);
    int to =
        Math.min(all.size(), from + Integer.parseInt(query.getOrDefault("maxresults", "5000")));
    StringBuilder s = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    s.append("<EnumerationResults><Blobs>");
    for (Map.Entry<String, FakeBlob> e : all.subList(Math.min(from, to), to)) {
      s.append("<Blob><Name>").append(e.getKey()).append("</Name>");
      if (c.keepsVersions()) {
        s.append("<VersionId>").append(e.getValue().id()).append("</VersionId>");
      }
      if (c.keepsVersions() && c.current(e.getKey()).equals(Optional.of(e.getValue()))) {
        s.append("<IsCurrentVersion>true</IsCurrentVersion>");
      }
      s.append("<Properties><Last-Modified>").append(date(e.getValue().created()));
      s.append("</Last-Modified><Content-Length>").append(e.getValue().body().length());
      s.append("</Content-Length><BlobType>BlockBlob</BlobType></Properties></Blob>");
    }
    s.append("</Blobs><NextMarker>").append(to < all.size() ? Integer.toString(to) : "");
    s.append("</NextMarker></EnumerationResults>");
    FakeHttp.answer(x, 200, XML, Bytes.utf8(s.toString()));
  }

  private static void refuse(HttpExchange x, Refused r) throws IOException {
    x.getResponseHeaders().set("x-ms-error-code", r.code());
    FakeHttp.answer(
        x,
        r.status(),
        XML,
        Bytes.utf8(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>"
                + r.code()
                + "</Code><Message>A fake says so.</Message></Error>"));
  }

  @Override
  public void close() {
    http.close();
  }
}

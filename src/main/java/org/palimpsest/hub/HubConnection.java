package org.palimpsest.hub;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Version;

/**
 * Speaks HTTP with the hub: sends the token to the hub alone, follows redirects, waits where the hub asks for patience, and says
 * in a sentence why something was refused. Safe for several threads.
 */
final class HubConnection {
    private static final Duration CONNECT = Duration.ofSeconds(20);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    /** Longer than this nobody waits in front of a window; the user may come back. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    /** Bytes a second below which an upload counts as stuck. */
    private static final int SLOWEST = 32 << 10;

    private static final int TRIES = 5;
    /** Without a connection to the Internet at all, what is in the cache should serve soon. */
    private static final int TRIES_WHERE_NOBODY_IS = 2;

    private static final int REDIRECTS = 5;
    private static final int LOOK_MILLISECONDS = 100;
    private static final int LONGEST_TEXT = 32 << 20;
    private static final Set<Integer> MOVED = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> BUSY = Set.of(429, 500, 502, 503, 504);

    private final HubSettings settings;
    private final Duration firstPause;
    private final HttpClient client;

    /** @param firstPause before the second try; it doubles from try to try */
    HubConnection(HubSettings settings, Duration firstPause) {
        this.settings = settings;
        this.firstPause = firstPause;
        client = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /**
     * An answer with content.
     *
     * @param first the hub's own headers, before any redirect
     * @param last where the content comes from; its body must be closed
     */
    record Answer(HttpResponse<InputStream> first, HttpResponse<InputStream> last) {
        boolean isPart() {
            return last.statusCode() == 206;
        }
    }

    HubSettings settings() {
        return settings;
    }

    /** An address of the hub; {@code path} begins without a slash. */
    URI at(String path) {
        return URI.create(settings.address() + "/" + path);
    }

    /** Asks for a JSON object. */
    JsonObject json(URI address, String subject, Cancellation cancellation)
            throws BadInputException, CancelledException, HubUnreachable {
        return json(HttpRequest.newBuilder(address), subject, cancellation);
    }

    /** Sends a request whose answer is a JSON object; an empty answer counts as an empty object. */
    JsonObject json(HttpRequest.Builder request, String subject, Cancellation cancellation)
            throws BadInputException, CancelledException, HubUnreachable {
        Answer answer = send(request, subject, cancellation);
        try (InputStream in = answer.last().body()) {
            String text = new String(in.readNBytes(LONGEST_TEXT), StandardCharsets.UTF_8);
            JsonElement json = text.isBlank() ? new JsonObject() : JsonParser.parseString(text);
            if (json instanceof JsonObject object) {
                return object;
            }
        } catch (IOException e) {
            throw new HubUnreachable(settings.address(), e);
        } catch (JsonParseException e) {
            throw new BadInputException(noHub(), e);
        }
        throw new BadInputException(noHub());
    }

    /** Sends a request of which only the success counts, where one other status means that it was done before. */
    void require(HttpRequest.Builder request, int doneBefore, String subject, Cancellation cancellation)
            throws BadInputException, CancelledException {
        close(send(request, OptionalInt.of(doneBefore), subject, cancellation));
    }

    private static void close(Answer answer) {
        try {
            answer.last().body().close();
        } catch (IOException e) {
            // The answer is there already; its rest is of no use.
        }
    }

    private String noHub() {
        return "What answers at " + settings.address() + " is not a hub. Check the address ("
                + HubSettings.ADDRESS_VARIABLE + " or the settings).";
    }

    /**
     * Sends a request, again and again while the hub is busy.
     *
     * @param subject what is asked for, as messages call it
     * @return an answer of the 200s
     * @throws BadInputException when it is refused
     * @throws HubUnreachable when there is no answer
     */
    Answer send(HttpRequest.Builder request, String subject, Cancellation cancellation)
            throws BadInputException, CancelledException, HubUnreachable {
        return send(request, OptionalInt.empty(), subject, cancellation);
    }

    private Answer send(HttpRequest.Builder request, OptionalInt alsoGood, String subject, Cancellation cancellation)
            throws BadInputException, CancelledException, HubUnreachable {
        Duration pause = firstPause;
        IOException cut = new IOException("no answer");
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            cancellation.check();
            try {
                Answer answer = follow(request, subject, cancellation);
                int status = answer.last().statusCode();
                if (status / 100 == 2 || alsoGood.equals(OptionalInt.of(status))) {
                    return answer;
                }
                answer.last().body().close();
                if (!BUSY.contains(status)) {
                    throw HubRefusal.of(answer.last(), subject, settings);
                }
                Optional<Duration> asked = retryAfter(answer.last());
                if (asked.isPresent() && asked.get().compareTo(LONGEST_WAIT) > 0) {
                    throw new BadInputException(settings.address().getHost() + " asks to wait "
                            + asked.get().toMinutes() + " minutes before " + subject
                            + " is asked for again. Try again then; what was fetched is kept.");
                }
                cut = new IOException("it answers with status " + status);
                pause = asked.orElse(pause);
            } catch (IOException e) {
                cut = e;
                if (attempt == TRIES_WHERE_NOBODY_IS && isNobodyThere(e)) {
                    break;
                }
            }
            if (attempt < TRIES) {
                sleep(pause, cancellation);
                pause = pause.multipliedBy(2);
            }
        }
        throw new HubUnreachable(settings.address(), cut);
    }

    private static boolean isNobodyThere(IOException cut) {
        return cut instanceof ConnectException || cut.getCause() instanceof UnresolvedAddressException;
    }

    private Answer follow(HttpRequest.Builder request, String subject, Cancellation cancellation)
            throws IOException, BadInputException, CancelledException {
        HttpRequest asked = request.build();
        Optional<HttpResponse<InputStream>> first = Optional.empty();
        URI at = asked.uri();
        for (int redirect = 0; redirect <= REDIRECTS; redirect++) {
            HttpResponse<InputStream> response = exchange(addressed(asked, at), cancellation);
            if (!MOVED.contains(response.statusCode())) {
                return new Answer(first.orElse(response), response);
            }
            response.body().close();
            at = moved(at, response.headers().firstValue("location").orElse(""), subject);
            first = first.or(() -> Optional.of(response));
        }
        throw new BadInputException(
                settings.address() + " sends from one address to the next without end for " + subject + ".");
    }

    /** The request for an address; the token goes to the hub's own host and port only, never to where it sends on to. */
    private HttpRequest addressed(HttpRequest asked, URI at) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(at)
                .timeout(ANSWER.plusSeconds(Math.max(
                                0,
                                asked.bodyPublisher()
                                        .map(HttpRequest.BodyPublisher::contentLength)
                                        .orElse(0L))
                        / SLOWEST))
                .method(asked.method(), asked.bodyPublisher().orElse(HttpRequest.BodyPublishers.noBody()));
        asked.headers().map().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        builder.setHeader("User-Agent", "Palimpsest/" + Version.text());
        if (isHub(at)) {
            settings.token().ifPresent(token -> builder.setHeader("Authorization", "Bearer " + token));
        }
        return builder.build();
    }

    private boolean isHub(URI at) {
        URI hub = settings.address();
        return hub.getScheme().equals(at.getScheme())
                && hub.getHost().equalsIgnoreCase(at.getHost())
                && hub.getPort() == at.getPort();
    }

    private HttpResponse<InputStream> exchange(HttpRequest request, Cancellation cancellation)
            throws IOException, CancelledException {
        CompletableFuture<HttpResponse<InputStream>> future =
                client.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream());
        while (true) {
            try {
                return future.get(LOOK_MILLISECONDS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (cancellation.requested()) {
                    future.cancel(true);
                }
                cancellation.check();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("the program ends", e);
            }
        }
    }

    private URI moved(URI from, String location, String subject) throws BadInputException {
        try {
            URI to = from.resolve(URI.create(location));
            boolean plain = "http".equals(to.getScheme()) && "https".equals(from.getScheme());
            if (!location.isEmpty() && !plain && to.getHost() != null) {
                return to;
            }
        } catch (IllegalArgumentException e) {
            throw new BadInputException(
                    from.getHost() + " sends on to an address that is none for " + subject + ": " + location + ".", e);
        }
        throw new BadInputException(from.getHost() + " sends on to \"" + location + "\" for " + subject
                + ", where nothing is fetched from.");
    }

    private static Optional<Duration> retryAfter(HttpResponse<?> response) {
        return response.headers().firstValue("retry-after").flatMap(HubConnection::wait);
    }

    private static Optional<Duration> wait(String text) {
        try {
            return Optional.of(Duration.ofSeconds(Math.max(0, Long.parseLong(text.strip()))));
        } catch (NumberFormatException e) {
            // The other form is a date.
        }
        try {
            Instant when = ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration wait = Duration.between(Instant.now(), when);
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Waits before the next try; the user may end it at any time. */
    void sleep(Duration pause, Cancellation cancellation) throws CancelledException {
        long end = System.nanoTime() + pause.toNanos();
        for (long left = pause.toNanos(); left > 0; left = end - System.nanoTime()) {
            cancellation.check();
            try {
                TimeUnit.NANOSECONDS.sleep(Math.min(left, TimeUnit.MILLISECONDS.toNanos(LOOK_MILLISECONDS)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancelledException("The program ends.");
            }
        }
    }

    Duration firstPause() {
        return firstPause;
    }

    /** Why a connection failed, in words. */
    static String reason(Throwable cut) {
        for (Throwable cause = cut; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException || cause instanceof java.net.UnknownHostException) {
                return "its name is not known";
            }
            if (cause instanceof HttpTimeoutException) {
                return "it does not answer";
            }
        }
        String message = String.valueOf(cut.getMessage()).replaceAll("[.\\s]+$", "");
        return cut instanceof ConnectException || message.equals("null") ? "nothing answers there" : message;
    }
}

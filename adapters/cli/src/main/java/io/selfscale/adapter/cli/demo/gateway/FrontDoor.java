package io.selfscale.adapter.cli.demo.gateway;

import io.selfscale.policy.spi.Ticker;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.Invocable;

/** Reads requests from the network, hands them to the dispatcher and writes the answers. Never blocks. */
final class FrontDoor extends Handler.Abstract.NonBlocking {

    private static final String RETRY_AFTER_SECONDS = "1";

    private static final byte[] HEALTHY = "{\"status\":\"ok\"}".getBytes(StandardCharsets.UTF_8);

    private final Dispatcher dispatcher;
    private final Ticker ticker;

    FrontDoor(Dispatcher dispatcher, Ticker ticker) {
        this.dispatcher = dispatcher;
        this.ticker = ticker;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = Request.getPathInContext(request);
        String method = request.getMethod();
        if (path.equals(Gateway.ANALYZE_PATH)) {
            if (method.equals("POST")) {
                analyze(request, response, callback);
            } else {
                refuseMethod(response, callback, "POST");
            }
        } else if (path.equals(Gateway.HEALTH_PATH)) {
            if (method.equals("GET")) {
                write(response, callback, Answer.of(200, HEALTHY));
            } else {
                refuseMethod(response, callback, "GET");
            }
        } else {
            write(
                    response,
                    callback,
                    Answer.refusal(404, "there is nothing here; post photos to " + Gateway.ANALYZE_PATH));
        }
        return true;
    }

    private void analyze(Request request, Response response, Callback callback) {
        long arrivedNanos = ticker.nanos();
        if (request.getLength() > GatewaySettings.MAX_BODY_BYTES) {
            refuseSize(response, callback);
            return;
        }
        Promise.Invocable<byte[]> whenRead = Promise.Invocable.from(
                Invocable.InvocationType.NON_BLOCKING,
                body -> dispatcher.onRequest(body, arrivedNanos, answer -> write(response, callback, answer)),
                problem -> onUnreadable(problem, response, callback));
        Content.Source.asByteArrayAsync(request, GatewaySettings.MAX_BODY_BYTES, whenRead);
    }

    private void onUnreadable(Throwable problem, Response response, Callback callback) {
        if (problem instanceof IllegalStateException) {
            // What Jetty says of a body that turns out to be larger than the limit.
            refuseSize(response, callback);
        } else {
            callback.failed(problem);
        }
    }

    private void refuseSize(Response response, Callback callback) {
        Answer refusal = Answer.refusal(413, "a photo must have at most " + GatewaySettings.MAX_BODY_BYTES + " bytes");
        dispatcher.onMalformed(refusal);
        write(response, callback, refusal);
    }

    private static void refuseMethod(Response response, Callback callback, String allowed) {
        response.getHeaders().put(HttpHeader.ALLOW, allowed);
        write(response, callback, Answer.refusal(405, "use " + allowed));
    }

    private static void write(Response response, Callback callback, Answer answer) {
        response.setStatus(answer.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.json().length);
        if (answer.isRejection()) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        response.write(true, ByteBuffer.wrap(answer.json()), callback);
    }
}

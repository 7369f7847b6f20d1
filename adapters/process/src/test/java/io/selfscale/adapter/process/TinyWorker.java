package io.selfscale.adapter.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * The least worker there can be: answers every request, once it is ready with 200, before with 503. Arguments: the port,
 * and after how many requests it is ready.
 */
final class TinyWorker {
    private final ServerSocket socket;
    private int unreadyAnswers;

    TinyWorker(int port, int unreadyAnswers) throws IOException {
        this.socket = new ServerSocket(port, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        this.unreadyAnswers = unreadyAnswers;
    }

    public static void main(String[] arguments) throws IOException {
        new TinyWorker(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1])).serve();
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Answers requests until the socket is closed. */
    void serve() throws IOException {
        while (true) {
            try (Socket connection = socket.accept()) {
                answer(connection);
            }
        }
    }

    /** Answers one request. */
    void serveOnce() {
        try (Socket connection = socket.accept()) {
            answer(connection);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void close() throws IOException {
        socket.close();
    }

    private void answer(Socket connection) throws IOException {
        // The end of the head of a request without a body.
        int newlines = 0;
        while (newlines < 2) {
            int next = connection.getInputStream().read();
            if (next < 0) {
                return;
            }
            newlines = next == '\n' ? newlines + 1 : next == '\r' ? newlines : 0;
        }
        boolean ready = unreadyAnswers-- <= 0;
        String status = ready ? "200 OK" : "503 Service Unavailable";
        connection
                .getOutputStream()
                .write(("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
    }
}

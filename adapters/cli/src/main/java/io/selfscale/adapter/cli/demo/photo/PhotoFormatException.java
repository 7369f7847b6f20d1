package io.selfscale.adapter.cli.demo.photo;

/** Bytes that are not a photo that can be analysed. The message says in one line what was expected and found. */
public final class PhotoFormatException extends Exception {

    private static final long serialVersionUID = 1L;

    PhotoFormatException(String message) {
        super(message);
    }

    PhotoFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}

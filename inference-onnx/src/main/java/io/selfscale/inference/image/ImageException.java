package io.selfscale.inference.image;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An image or video that cannot become patches; the message says what was expected, what was found and what to do. */
public final class ImageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why it cannot. */
    public enum Reason {
        /** The bytes are not of a format that is read. */
        UNKNOWN_FORMAT,
        /** More bytes or pixels than the limits allow, or more patches than one buffer holds. */
        TOO_LARGE,
        /** Decoding took longer than the limits allow. */
        TIMED_OUT,
        /** The file is truncated or contradicts its format. */
        CORRUPT,
        /** A valid file of a kind that is not read, or a shape that the model does not take. */
        UNSUPPORTED
    }

    private final Reason reason;

    ImageException(Reason reason, String message) {
        this(reason, message, null);
    }

    ImageException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /** Returns why the image cannot become patches. */
    public Reason reason() {
        return reason;
    }
}

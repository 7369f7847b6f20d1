package io.selfscale.adapter.cli.demo.photo;

import java.util.Objects;

/** A photo as it travels: the bytes of a PNG file. Safe for concurrent use as long as nobody writes to the bytes. */
public final class Photo {

    private final PhotoSize size;
    private final byte[] png;

    Photo(PhotoSize size, byte[] png) {
        this.size = Objects.requireNonNull(size, "size");
        this.png = png;
    }

    /** Returns how large the photo is. */
    public PhotoSize size() {
        return size;
    }

    /** Returns the PNG file itself, not a copy: read only. A copy for each of thousands of requests would be waste. */
    public byte[] png() {
        return png;
    }
}

package io.selfscale.inference.image;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The formats that are read, told apart by their first bytes; names and media types are not trusted. */
enum ImageFormat {
    PNG("PNG"),
    JPEG("JPEG"),
    WEBP("WebP"),
    GIF("GIF"),
    BMP("BMP");

    private final String label;

    ImageFormat(String label) {
        this.label = label;
    }

    /** The name that people write. */
    String label() {
        return label;
    }

    /** Returns the format that {@code bytes} begin like, or null. */
    static @Nullable ImageFormat of(byte[] bytes) {
        if (startsWith(bytes, 0, "\u0089PNG\r\n\u001a\n")) {
            return PNG;
        }
        if (startsWith(bytes, 0, "\u00ff\u00d8\u00ff")) {
            return JPEG;
        }
        if (startsWith(bytes, 0, "RIFF") && startsWith(bytes, 8, "WEBP")) {
            return WEBP;
        }
        if (startsWith(bytes, 0, "GIF87a") || startsWith(bytes, 0, "GIF89a")) {
            return GIF;
        }
        return startsWith(bytes, 0, "BM") ? BMP : null;
    }

    /** Whether {@code bytes} from {@code offset} on are {@code text}, one byte a character. */
    static boolean startsWith(byte[] bytes, int offset, String text) {
        byte[] wanted = text.getBytes(StandardCharsets.ISO_8859_1);
        if (offset < 0 || bytes.length - offset < wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (bytes[offset + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}

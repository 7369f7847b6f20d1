package io.selfscale.inference.image;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the one tag that matters here, Orientation, in Exif data and in XMP text.
 *
 * <p>Only the entries of the first directory are looked at and nothing is allocated by what the data claims, which a parser
 * of all tags would do. Data that makes no sense has no orientation: metadata never makes an image unreadable.
 */
final class Exif {

    /** The value when there is none. */
    static final int NONE = 0;

    private static final int ORIENTATION = 0x0112;
    private static final int BYTE = 1;
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final String PREFIX = "Exif\0\0";

    /** As Pillow looks for it, with and without attributes. */
    private static final Pattern XMP_ORIENTATION = Pattern.compile("tiff:Orientation(?:=\"|>)([0-9])");

    private Exif() {}

    /** Returns the orientation that a TIFF header and its first directory give, or {@link #NONE}. */
    static int orientation(byte[] bytes, int offset, int length) {
        int skip = ImageFormat.startsWith(bytes, offset, PREFIX) && length >= PREFIX.length() ? PREFIX.length() : 0;
        ByteBuffer tiff = ByteBuffer.wrap(bytes, offset + skip, length - skip).slice();
        try {
            short mark = tiff.getShort(0);
            if (mark == 0x4949) {
                tiff.order(ByteOrder.LITTLE_ENDIAN);
            } else if (mark != 0x4d4d) {
                return NONE;
            }
            tiff.position(tiff.getInt(4));
            for (int entries = tiff.getShort() & 0xffff; entries > 0; entries--) {
                int tag = tiff.getShort() & 0xffff;
                int type = tiff.getShort();
                int count = tiff.getInt();
                int at = tiff.position();
                if (tag == ORIENTATION && count == 1) {
                    return switch (type) {
                        case BYTE -> tiff.get(at);
                        case SHORT -> tiff.getShort(at);
                        case LONG -> tiff.getInt(at);
                        default -> NONE;
                    };
                }
                tiff.position(at + 4);
            }
            return NONE;
        } catch (IndexOutOfBoundsException | IllegalArgumentException | BufferUnderflowException e) {
            return NONE;
        }
    }

    /** Returns the orientation that XMP text gives, or {@link #NONE}. */
    static int orientationOfXmp(byte[] bytes, int offset, int length) {
        String text = new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
        Matcher matcher = XMP_ORIENTATION.matcher(text);
        return matcher.find() ? text.charAt(matcher.start(1)) - '0' : NONE;
    }
}

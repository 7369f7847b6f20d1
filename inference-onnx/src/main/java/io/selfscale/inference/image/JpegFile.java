package io.selfscale.inference.image;

import java.io.ByteArrayOutputStream;

/** The markers of a JPEG file: its size, its colours, its orientation, and the file without anything else. */
final class JpegFile {

    /** What the components are. */
    enum Colours {
        GREY,
        YCC,
        RGB,
        CMYK,
        YCCK
    }

    /** Ordinary progressive files have about ten; each costs a pass over the whole image, however few its bytes. */
    private static final int MOST_SCANS = 100;

    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int APP0 = 0xe0;
    private static final int APP1 = 0xe1;
    private static final int APP14 = 0xee;
    private static final int APP15 = 0xef;
    private static final int COM = 0xfe;
    private static final int TEM = 0x01;
    private static final int RST0 = 0xd0;
    private static final int RST7 = 0xd7;
    private static final int NO_MARKER = -1;

    private final byte[] bytes;
    private final DecodeGuard guard;
    private final ByteArrayOutputStream kept;
    private int width;
    private int height;
    private int[] components = new int[0];
    private boolean jfif;
    private int adobeTransform = NO_MARKER;
    private int orientation = Exif.NONE;
    private int xmpOrientation = Exif.NONE;

    private JpegFile(byte[] bytes, DecodeGuard guard) {
        this.bytes = bytes;
        this.guard = guard;
        this.kept = new ByteArrayOutputStream(bytes.length);
    }

    static JpegFile parse(byte[] bytes, DecodeGuard guard) {
        JpegFile file = new JpegFile(bytes, guard);
        file.readMarkers();
        return file;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    int orientation() {
        return orientation == Exif.NONE ? xmpOrientation : orientation;
    }

    /** What the components are, by the rules of libjpeg ({@code default_decompress_parms}). */
    Colours colours() {
        if (components.length == 1) {
            return Colours.GREY;
        }
        if (components.length == 4) {
            return adobeTransform == NO_MARKER || adobeTransform == 0 ? Colours.CMYK : Colours.YCCK;
        }
        if (jfif) {
            return Colours.YCC;
        }
        if (adobeTransform != NO_MARKER) {
            return adobeTransform == 0 ? Colours.RGB : Colours.YCC;
        }
        return components[0] == 'R' && components[1] == 'G' && components[2] == 'B' ? Colours.RGB : Colours.YCC;
    }

    /** Returns the file with one application marker, which says what {@link #colours()} does. */
    byte[] withoutMetadata() {
        ByteArrayOutputStream plain = new ByteArrayOutputStream(kept.size() + 32);
        plain.writeBytes(new byte[] {(byte) 0xff, (byte) SOI});
        switch (colours()) {
            case GREY, YCC ->
                plain.writeBytes(
                        new byte[] {(byte) 0xff, (byte) APP0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0});
            case RGB, CMYK -> plain.writeBytes(adobe(0));
            case YCCK -> plain.writeBytes(adobe(2));
        }
        plain.writeBytes(kept.toByteArray());
        return plain.toByteArray();
    }

    private static byte[] adobe(int transform) {
        return new byte[] {
            (byte) 0xff, (byte) APP14, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) transform
        };
    }

    private void readMarkers() {
        int at = 2;
        int scans = 0;
        while (true) {
            at = nextMarker(at);
            int marker = bytes[at - 1] & 0xff;
            if (marker == EOI) {
                break;
            }
            if (marker == TEM || marker == SOI || (marker >= RST0 && marker <= RST7)) {
                continue;
            }
            int length = unsignedShort(at);
            int end = at + length;
            if (length < 2 || end > bytes.length) {
                throw guard.truncated();
            }
            boolean metadata = (marker >= APP0 && marker <= APP15) || marker == COM;
            if (metadata) {
                readMetadata(marker, at + 2, length - 2);
            } else if (isFrame(marker)) {
                readFrame(marker, at + 2, length - 2);
            }
            if (marker == SOS) {
                if (++scans > MOST_SCANS) {
                    throw guard.unsupported("more than " + MOST_SCANS + " scans");
                }
                end = endOfScan(end);
            }
            if (!metadata) {
                kept.write(bytes, at - 2, end - at + 2);
            }
            at = end;
        }
        if (components.length == 0 || scans == 0) {
            throw guard.corrupt("it has no pixels");
        }
        kept.writeBytes(new byte[] {(byte) 0xff, (byte) EOI});
    }

    /** Returns where the byte after the next marker lies. */
    private int nextMarker(int start) {
        int at = start;
        while (at < bytes.length && bytes[at] != (byte) 0xff) {
            at++;
        }
        while (at < bytes.length && bytes[at] == (byte) 0xff) {
            at++;
        }
        if (at >= bytes.length) {
            throw guard.truncated();
        }
        return at + 1;
    }

    /** Returns where the first marker after the coded pixels begins. */
    private int endOfScan(int start) {
        for (int at = start; at < bytes.length - 1; at++) {
            if (bytes[at] == (byte) 0xff) {
                int next = bytes[at + 1] & 0xff;
                if (next != 0 && next != 0xff && !(next >= RST0 && next <= RST7)) {
                    return at;
                }
            }
        }
        throw guard.truncated();
    }

    private static boolean isFrame(int marker) {
        // 0xc4, 0xc8 and 0xcc are tables and an extension.
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    private void readFrame(int marker, int from, int length) {
        if (components.length > 0) {
            throw guard.corrupt("it has two frames");
        }
        if (length < 6 || length < 6 + 3 * (bytes[from + 5] & 0xff)) {
            throw guard.truncated();
        }
        if (marker > 0xc2) {
            throw guard.unsupported("its coding is lossless, hierarchical or arithmetic");
        }
        if (bytes[from] != 8) {
            throw guard.unsupported("it has " + bytes[from] + " bits per sample");
        }
        height = unsignedShort(from + 1);
        width = unsignedShort(from + 3);
        guard.checkSize(width, height);
        components = new int[bytes[from + 5] & 0xff];
        if (components.length != 1 && components.length != 3 && components.length != 4) {
            throw guard.unsupported("it has " + components.length + " colour components");
        }
        for (int i = 0; i < components.length; i++) {
            components[i] = bytes[from + 6 + 3 * i] & 0xff;
        }
    }

    private void readMetadata(int marker, int from, int length) {
        if (marker == APP0 && length >= 14 && ImageFormat.startsWith(bytes, from, "JFIF\0")) {
            jfif = true;
        } else if (marker == APP14 && length >= 12 && ImageFormat.startsWith(bytes, from, "Adobe")) {
            adobeTransform = bytes[from + 11] & 0xff;
        } else if (marker == APP1 && orientation == Exif.NONE && ImageFormat.startsWith(bytes, from, "Exif\0\0")) {
            orientation = Exif.orientation(bytes, from, length);
        } else if (marker == APP1 && ImageFormat.startsWith(bytes, from, "http://ns.adobe.com/xap/1.0/\0")) {
            xmpOrientation = Exif.orientationOfXmp(bytes, from, length);
        }
    }

    private int unsignedShort(int at) {
        if (at + 2 > bytes.length) {
            throw guard.truncated();
        }
        return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
    }
}

package io.selfscale.inference.image;

import javax.imageio.stream.ImageInputStreamImpl;

/**
 * The bytes of an image as a stream for a decoder: in memory, so that no cache file is written, and failing when the time
 * is over, so that a decoder cannot go on for ever.
 */
final class EncodedInput extends ImageInputStreamImpl {

    private static final int READS_BETWEEN_CHECKS = 4096;

    private final byte[] bytes;
    private final DecodeGuard guard;
    private int reads;

    EncodedInput(byte[] bytes, DecodeGuard guard) {
        this.bytes = bytes;
        this.guard = guard;
    }

    @Override
    public int read() {
        // One byte is read faster than the time is.
        if (++reads % READS_BETWEEN_CHECKS == 0) {
            guard.checkTime();
        }
        bitOffset = 0;
        if (streamPos >= bytes.length) {
            return -1;
        }
        return bytes[(int) streamPos++] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        guard.checkTime();
        bitOffset = 0;
        if (length == 0) {
            return 0;
        }
        if (streamPos >= bytes.length) {
            return -1;
        }
        int count = Math.min(length, bytes.length - (int) streamPos);
        System.arraycopy(bytes, (int) streamPos, target, offset, count);
        streamPos += count;
        return count;
    }

    @Override
    public long length() {
        return bytes.length;
    }
}

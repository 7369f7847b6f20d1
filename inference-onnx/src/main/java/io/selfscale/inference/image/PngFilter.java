package io.selfscale.inference.image;

/** Undoes the prediction filters of PNG rows: specification of PNG, section "Filtering". */
final class PngFilter {

    private PngFilter() {}

    /**
     * Undoes the filter of one row.
     *
     * @param filtered the number of the filter, then the row's bytes
     * @param rows where rows go
     * @param at where in {@code rows} this row begins
     * @param prior where in {@code rows} the row above begins; negative when there is none
     * @param length bytes of a row
     * @param pixel bytes of a pixel, at least 1
     * @return false if there is no such filter
     */
    static boolean undo(byte[] filtered, byte[] rows, int at, int prior, int length, int pixel) {
        int filter = filtered[0];
        if (prior < 0) {
            // The row above the first is zero: of "up" nothing is left, and Paeth chooses the left neighbour.
            if (filter == 3) {
                undoAverageOfFirst(filtered, rows, at, length, pixel);
                return true;
            }
            filter = filter == 2 ? 0 : filter == 4 ? 1 : filter;
        }
        switch (filter) {
            case 0 -> System.arraycopy(filtered, 1, rows, at, length);
            case 1 -> undoLeft(filtered, rows, at, length, pixel);
            case 2 -> {
                for (int i = 0; i < length; i++) {
                    rows[at + i] = (byte) (filtered[1 + i] + rows[prior + i]);
                }
            }
            case 3 -> undoAverage(filtered, rows, at, prior, length, pixel);
            case 4 -> undoPaeth(filtered, rows, at, prior, length, pixel);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void undoLeft(byte[] filtered, byte[] rows, int at, int length, int pixel) {
        System.arraycopy(filtered, 1, rows, at, Math.min(pixel, length));
        for (int i = pixel; i < length; i++) {
            rows[at + i] = (byte) (filtered[1 + i] + rows[at + i - pixel]);
        }
    }

    private static void undoAverageOfFirst(byte[] filtered, byte[] rows, int at, int length, int pixel) {
        System.arraycopy(filtered, 1, rows, at, Math.min(pixel, length));
        for (int i = pixel; i < length; i++) {
            rows[at + i] = (byte) (filtered[1 + i] + ((rows[at + i - pixel] & 0xff) >> 1));
        }
    }

    private static void undoAverage(byte[] filtered, byte[] rows, int at, int prior, int length, int pixel) {
        for (int i = 0; i < Math.min(pixel, length); i++) {
            rows[at + i] = (byte) (filtered[1 + i] + ((rows[prior + i] & 0xff) >> 1));
        }
        for (int i = pixel; i < length; i++) {
            int sum = (rows[at + i - pixel] & 0xff) + (rows[prior + i] & 0xff);
            rows[at + i] = (byte) (filtered[1 + i] + (sum >> 1));
        }
    }

    private static void undoPaeth(byte[] filtered, byte[] rows, int at, int prior, int length, int pixel) {
        for (int i = 0; i < Math.min(pixel, length); i++) {
            rows[at + i] = (byte) (filtered[1 + i] + rows[prior + i]);
        }
        // One channel after the other, so that its left neighbours stay in registers.
        for (int channel = 0; channel < pixel; channel++) {
            if (pixel + channel >= length) {
                return;
            }
            int left = rows[at + channel] & 0xff;
            int upperLeft = rows[prior + channel] & 0xff;
            for (int i = pixel + channel; i < length; i += pixel) {
                int up = rows[prior + i] & 0xff;
                int toLeft = Math.abs(up - upperLeft);
                int toUp = Math.abs(left - upperLeft);
                int toUpperLeft = Math.abs(left + up - 2 * upperLeft);
                int nearest = toLeft <= toUp && toLeft <= toUpperLeft ? left : toUp <= toUpperLeft ? up : upperLeft;
                left = (filtered[1 + i] + nearest) & 0xff;
                rows[at + i] = (byte) left;
                upperLeft = up;
            }
        }
    }
}

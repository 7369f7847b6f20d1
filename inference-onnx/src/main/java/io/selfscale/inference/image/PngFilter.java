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
        if (pixel == 3 || pixel == 4) {
            undoPaethOfColours(filtered, rows, at, prior, length, pixel);
        }
        // Of four channels the fourth is alpha, which nobody looks at, and no other channel depends on it.
        int rest = pixel == 3 || pixel == 4 ? length : pixel;
        for (int i = rest; i < length; i++) {
            int left = rows[at + i - pixel] & 0xff;
            int nearest = paeth(left, rows[prior + i] & 0xff, rows[prior + i - pixel] & 0xff);
            rows[at + i] = (byte) (filtered[1 + i] + nearest);
        }
    }

    /** The first three channels side by side, their left neighbours in registers: each waits for its own result only. */
    private static void undoPaethOfColours(byte[] filtered, byte[] rows, int at, int prior, int length, int pixel) {
        int left0 = rows[at] & 0xff;
        int left1 = rows[at + 1] & 0xff;
        int left2 = rows[at + 2] & 0xff;
        int corner0 = rows[prior] & 0xff;
        int corner1 = rows[prior + 1] & 0xff;
        int corner2 = rows[prior + 2] & 0xff;
        for (int i = pixel; i < length; i += pixel) {
            int up0 = rows[prior + i] & 0xff;
            int up1 = rows[prior + i + 1] & 0xff;
            int up2 = rows[prior + i + 2] & 0xff;
            left0 = (filtered[i + 1] + paeth(left0, up0, corner0)) & 0xff;
            left1 = (filtered[i + 2] + paeth(left1, up1, corner1)) & 0xff;
            left2 = (filtered[i + 3] + paeth(left2, up2, corner2)) & 0xff;
            rows[at + i] = (byte) left0;
            rows[at + i + 1] = (byte) left1;
            rows[at + i + 2] = (byte) left2;
            corner0 = up0;
            corner1 = up1;
            corner2 = up2;
        }
    }

    /** The neighbour nearest to {@code left + up - corner}, by masks: a branch would be guessed wrongly half of the time. */
    private static int paeth(int left, int up, int corner) {
        int fromLeft = Math.abs(up - corner);
        int fromUp = Math.abs(left - corner);
        int fromCorner = Math.abs(left + up - 2 * corner);
        int cornerIsNearer = (fromCorner - fromUp) >> 31;
        int leftIsNot = (Math.min(fromUp, fromCorner) - fromLeft) >> 31;
        int other = up ^ ((up ^ corner) & cornerIsNearer);
        return left ^ ((left ^ other) & leftIsNot);
    }
}

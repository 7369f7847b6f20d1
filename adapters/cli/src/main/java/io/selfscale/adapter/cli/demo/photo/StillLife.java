package io.selfscale.adapter.cli.demo.photo;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.MultipleGradientPaint.CycleMethod;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.random.RandomGenerator;

/** Paints what a shop photographs: a few shaded things on a table before a plain wall, with a little sensor noise. */
final class StillLife {

    /** One pixel in so many is a little too bright or too dark; more would only make the files larger. */
    private static final int PIXELS_PER_GRAIN = 24;

    private static final int GRAIN_STEPS = 3;

    private final RandomGenerator random;

    StillLife(RandomGenerator random) {
        this.random = random;
    }

    BufferedImage paint(PhotoSize size) {
        BufferedImage image = new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.scale(size.width(), size.height());
            paintRoom(graphics);
            int things = 3 + random.nextInt(3);
            for (int i = 0; i < things; i++) {
                paintThing(graphics, (i + 0.5) / things);
            }
        } finally {
            graphics.dispose();
        }
        addGrain(image);
        return image;
    }

    /** The wall and the table; coordinates go from 0 to 1 in both directions. */
    private void paintRoom(Graphics2D graphics) {
        float hue = random.nextFloat();
        float edge = 0.6f + 0.15f * random.nextFloat();
        graphics.setPaint(new GradientPaint(0, 0, colour(hue, 0.15f, 0.95f), 1, edge, colour(hue, 0.3f, 0.7f)));
        graphics.fill(new Rectangle2D.Double(0, 0, 1, edge));
        float wood = 0.05f + 0.08f * random.nextFloat();
        graphics.setPaint(new GradientPaint(0, edge, colour(wood, 0.5f, 0.55f), 0, 1, colour(wood, 0.45f, 0.85f)));
        graphics.fill(new Rectangle2D.Double(0, edge, 1, 1 - edge));
    }

    private void paintThing(Graphics2D graphics, double centre) {
        double width = 0.12 + 0.14 * random.nextDouble();
        double height = 0.2 + 0.3 * random.nextDouble();
        double left = centre - width / 2 + 0.06 * (random.nextDouble() - 0.5);
        double top = 0.85 - height + 0.08 * (random.nextDouble() - 0.5);
        graphics.setPaint(new Color(0, 0, 0, 60));
        graphics.fill(new Ellipse2D.Double(left - 0.02, top + height - 0.03, width + 0.08, 0.06));

        float hue = random.nextFloat();
        Color[] shades = {colour(hue, 0.25f, 1f), colour(hue, 0.75f, 0.85f), colour(hue, 0.9f, 0.3f)};
        graphics.setPaint(new RadialGradientPaint(
                new Point2D.Double(left + width * 0.35, top + height * 0.3),
                (float) Math.max(width, height),
                new float[] {0f, 0.35f, 1f},
                shades,
                CycleMethod.NO_CYCLE));
        switch (random.nextInt(3)) {
            case 0 -> graphics.fill(new Ellipse2D.Double(left, top, width, height));
            case 1 -> graphics.fill(new RoundRectangle2D.Double(left, top, width, height, 0.04, 0.06));
            default -> graphics.fill(bottle(left, top, width, height));
        }
    }

    private static Path2D bottle(double left, double top, double width, double height) {
        double right = left + width;
        double bottom = top + height;
        double neck = width * 0.35;
        double shoulder = top + height * 0.35;
        Path2D path = new Path2D.Double();
        path.moveTo(left, bottom);
        path.lineTo(left, shoulder);
        path.curveTo(left, shoulder - height * 0.1, left + neck, shoulder, left + neck, top);
        path.lineTo(right - neck, top);
        path.curveTo(right - neck, shoulder, right, shoulder - height * 0.1, right, shoulder);
        path.lineTo(right, bottom);
        path.closePath();
        return path;
    }

    private void addGrain(BufferedImage image) {
        byte[] samples = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        int pixels = samples.length / 3;
        // One draw of 64 bits gives the distance to the next grain and its strength: a draw per pixel would take longer
        // than the painting.
        int pixel = 0;
        while (true) {
            long draw = random.nextLong();
            pixel += 1 + (int) ((draw >>> 33) % (2 * PIXELS_PER_GRAIN - 1));
            if (pixel >= pixels) {
                return;
            }
            int grain = 1 + (int) ((draw & 0xffff) % GRAIN_STEPS);
            int signed = (draw & 0x10000) == 0 ? grain : -grain;
            for (int band = 0; band < 3; band++) {
                int at = 3 * pixel + band;
                samples[at] = (byte) Math.max(0, Math.min(255, (samples[at] & 0xff) + signed));
            }
        }
    }

    private static Color colour(float hue, float saturation, float brightness) {
        return new Color(Color.HSBtoRGB(hue, saturation, brightness));
    }
}

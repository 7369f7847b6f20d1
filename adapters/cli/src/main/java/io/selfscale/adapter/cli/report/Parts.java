package io.selfscale.adapter.cli.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The styles and scripts that a report consists of, from the class path. */
final class Parts {

    /** The version is pinned here as in the build: another one is not found. */
    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/";

    private Parts() {}

    static String chartScript() {
        return text(UPLOT + "dist/uPlot.iife.min.js");
    }

    static String chartStyle() {
        return text(UPLOT + "dist/uPlot.min.css");
    }

    static String chartLicence() {
        return text(UPLOT + "LICENSE");
    }

    static String script() {
        return text("report.js");
    }

    static String style() {
        return text("report.css");
    }

    /** Returns what a content security policy calls a style or script with this text. */
    static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String text(String name) {
        try (InputStream in = Parts.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

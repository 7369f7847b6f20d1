package io.selfscale.adapter.yaml.manifest;

import static java.util.Objects.requireNonNull;

import io.selfscale.adapter.yaml.form.Form;
import io.selfscale.adapter.yaml.form.Forms;
import io.selfscale.adapter.yaml.form.TextForm;
import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Quantities of Kubernetes: {@code 500m}, {@code 2}, {@code 1.5k}, {@code 100Mi}, {@code 1e3}. */
final class Quantities {

    private static final Pattern QUANTITY =
            Pattern.compile("\\+?(\\d{1,30}(?:\\.\\d{0,30})?|\\.\\d{1,30})([eE][+-]?\\d{1,2}|[numkMGTPE]|[KMGTPE]i)?");

    private static final Map<String, BigDecimal> UNITS = Map.ofEntries(
            Map.entry("n", new BigDecimal("1e-9")),
            Map.entry("u", new BigDecimal("1e-6")),
            Map.entry("m", new BigDecimal("1e-3")),
            Map.entry("k", new BigDecimal("1e3")),
            Map.entry("M", new BigDecimal("1e6")),
            Map.entry("G", new BigDecimal("1e9")),
            Map.entry("T", new BigDecimal("1e12")),
            Map.entry("P", new BigDecimal("1e15")),
            Map.entry("E", new BigDecimal("1e18")),
            Map.entry("Ki", BigDecimal.valueOf(1L << 10)),
            Map.entry("Mi", BigDecimal.valueOf(1L << 20)),
            Map.entry("Gi", BigDecimal.valueOf(1L << 30)),
            Map.entry("Ti", BigDecimal.valueOf(1L << 40)),
            Map.entry("Pi", BigDecimal.valueOf(1L << 50)),
            Map.entry("Ei", BigDecimal.valueOf(1L << 60)));

    /** The form of a quantity. */
    static final Form<Double> FORM = new TextForm<>(
            "a quantity such as 500m, 2 or 100Mi",
            Forms.textSchema("^.*$"),
            (scalar, scope) -> parse(scalar.text().strip()),
            value -> value);

    private Quantities() {}

    /**
     * Returns the number that a quantity stands for.
     *
     * @throws IllegalArgumentException if it is none
     */
    static double parse(String text) {
        Matcher matcher = text.length() > 100 ? null : QUANTITY.matcher(text);
        if (matcher == null || !matcher.matches()) {
            throw new IllegalArgumentException("it is not a number with a unit of Kubernetes");
        }
        String unit = matcher.group(2);
        BigDecimal factor = unit == null ? BigDecimal.ONE : UNITS.get(unit);
        BigDecimal number = new BigDecimal(requireNonNull(matcher.group(1)));
        return factor == null
                ? new BigDecimal(text).doubleValue()
                : number.multiply(factor).doubleValue();
    }
}

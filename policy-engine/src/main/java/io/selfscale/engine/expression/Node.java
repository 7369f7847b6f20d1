package io.selfscale.engine.expression;

import io.selfscale.engine.arithmetic.Rounding;
import io.selfscale.engine.expression.Outcome.Known;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A part of an expression. */
sealed interface Node {

    Outcome evaluate(Inputs inputs);

    /** Returns the parts that it is made of. */
    List<Node> parts();

    /** Returns the inputs of it and its parts, in order. */
    default Set<String> inputs() {
        Set<String> names = new LinkedHashSet<>();
        for (Node part : parts()) {
            names.addAll(part.inputs());
        }
        return names;
    }

    /** A number as it stands. */
    record Constant(double value) implements Node {
        @Override
        public Outcome evaluate(Inputs inputs) {
            return new Known(value);
        }

        @Override
        public List<Node> parts() {
            return List.of();
        }
    }

    /** A named input. */
    record Input(String name) implements Node {
        @Override
        public Outcome evaluate(Inputs inputs) {
            return inputs.value(name);
        }

        @Override
        public List<Node> parts() {
            return List.of();
        }

        @Override
        public Set<String> inputs() {
            return Set.of(name);
        }
    }

    /** {@code -a} or {@code !a}. */
    record Sign(char sign, Node operand) implements Node {
        @Override
        public Outcome evaluate(Inputs inputs) {
            Outcome outcome = operand.evaluate(inputs);
            if (!(outcome instanceof Known known)) {
                return outcome;
            }
            return new Known(sign == '!' ? truth(!isTrue(known)) : 0 - known.value());
        }

        @Override
        public List<Node> parts() {
            return List.of(operand);
        }
    }

    /** Two operands and a sign between them. */
    record Binary(Operator operator, Node left, Node right) implements Node {
        @Override
        public Outcome evaluate(Inputs inputs) {
            Outcome first = left.evaluate(inputs);
            if (!(first instanceof Known a)) {
                return first;
            }
            Outcome second = right.evaluate(inputs);
            return second instanceof Known b ? operator.apply(a.value(), b.value()) : second;
        }

        @Override
        public List<Node> parts() {
            return List.of(left, right);
        }
    }

    /** {@code value ?? otherwise}. */
    record Default(Node value, Node otherwise) implements Node {
        @Override
        public Outcome evaluate(Inputs inputs) {
            Outcome outcome = value.evaluate(inputs);
            return outcome instanceof Known ? outcome : otherwise.evaluate(inputs);
        }

        @Override
        public List<Node> parts() {
            return List.of(value, otherwise);
        }
    }

    /** {@code condition ? whenTrue : whenFalse}. */
    record Conditional(Node condition, Node whenTrue, Node whenFalse) implements Node {
        @Override
        public Outcome evaluate(Inputs inputs) {
            Outcome outcome = condition.evaluate(inputs);
            if (!(outcome instanceof Known known)) {
                return outcome;
            }
            return (isTrue(known) ? whenTrue : whenFalse).evaluate(inputs);
        }

        @Override
        public List<Node> parts() {
            return List.of(condition, whenTrue, whenFalse);
        }
    }

    /** A function of one argument or more. */
    record Call(Function function, List<Node> arguments) implements Node {
        public Call {
            arguments = List.copyOf(arguments);
        }

        @Override
        public Outcome evaluate(Inputs inputs) {
            double[] values = new double[arguments.size()];
            for (int i = 0; i < values.length; i++) {
                Outcome outcome = arguments.get(i).evaluate(inputs);
                if (!(outcome instanceof Known known)) {
                    return outcome;
                }
                values[i] = known.value();
            }
            return Outcome.of(function.apply(values));
        }

        @Override
        public List<Node> parts() {
            return arguments;
        }
    }

    /** What stands between two operands. */
    enum Operator {
        OR,
        AND,
        EQUAL,
        NOT_EQUAL,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL,
        PLUS,
        MINUS,
        TIMES,
        DIVIDED_BY;

        Outcome apply(double a, double b) {
            boolean above = Rounding.isAbove(a, b);
            boolean below = Rounding.isBelow(a, b);
            return switch (this) {
                case OR -> new Known(truth(isTrue(a) || isTrue(b)));
                case AND -> new Known(truth(isTrue(a) && isTrue(b)));
                case EQUAL -> new Known(truth(!(above || below)));
                case NOT_EQUAL -> new Known(truth(above || below));
                case LESS -> new Known(truth(below));
                case LESS_OR_EQUAL -> new Known(truth(!above));
                case GREATER -> new Known(truth(above));
                case GREATER_OR_EQUAL -> new Known(truth(!below));
                case PLUS -> Outcome.of(a + b);
                case MINUS -> Outcome.of(a - b);
                case TIMES -> Outcome.of(a * b);
                case DIVIDED_BY -> isTrue(b) ? Outcome.of(a / b) : Outcome.absent("division by zero");
            };
        }
    }

    /** What can be called. */
    enum Function {
        MIN,
        MAX,
        ABS,
        CEIL,
        FLOOR,
        ROUND;

        static List<String> names() {
            List<String> names = new ArrayList<>();
            for (Function function : values()) {
                names.add(function.word());
            }
            return names;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean takes(int arguments) {
            return arguments == 1 || (arguments > 1 && (this == MIN || this == MAX));
        }

        double apply(double[] values) {
            double first = values[0];
            double slack = Rounding.EPSILON * Math.max(1, Math.abs(first));
            return switch (this) {
                case MIN -> Arrays.stream(values).min().orElse(first);
                case MAX -> Arrays.stream(values).max().orElse(first);
                case ABS -> Math.abs(first);
                case CEIL -> Math.ceil(first - slack);
                case FLOOR -> Math.floor(first + slack);
                case ROUND -> Math.floor(first + 0.5 + slack);
            };
        }
    }

    private static boolean isTrue(Known known) {
        return isTrue(known.value());
    }

    private static boolean isTrue(double value) {
        return Math.abs(value) > 0;
    }

    private static double truth(boolean value) {
        return value ? 1 : 0;
    }
}

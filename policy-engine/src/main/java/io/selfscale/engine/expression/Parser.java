package io.selfscale.engine.expression;

import io.selfscale.engine.expression.Lexer.Token;
import io.selfscale.engine.expression.Node.Function;
import io.selfscale.engine.expression.Node.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads an expression by recursive descent, one level for each strength of binding. */
final class Parser {

    /** How deep parentheses, signs and conditionals may be nested, so that no text exhausts the stack. */
    private static final int MAX_DEPTH = 64;

    /** The signs between two operands, from the loosest level to the tightest. */
    private static final List<Map<String, Operator>> LEVELS = List.of(
            Map.of("||", Operator.OR),
            Map.of("&&", Operator.AND),
            Map.of(
                    "==", Operator.EQUAL,
                    "!=", Operator.NOT_EQUAL,
                    "<", Operator.LESS,
                    "<=", Operator.LESS_OR_EQUAL,
                    ">", Operator.GREATER,
                    ">=", Operator.GREATER_OR_EQUAL),
            Map.of("+", Operator.PLUS, "-", Operator.MINUS),
            Map.of("*", Operator.TIMES, "/", Operator.DIVIDED_BY));

    private static final int COMPARISONS = 2;

    /** How many operands a chain of operators may have: their tree leans to the left and is walked recursively. */
    private static final int MAX_CHAIN = 500;

    private final List<Token> tokens;
    private int index;
    private int depth;

    Parser(String text) {
        this.tokens = new Lexer(text).tokens();
    }

    Node parse() {
        Node root = conditional();
        if (peek().type() != Lexer.Type.END) {
            throw unexpected("an operator or the end");
        }
        return root;
    }

    private Node conditional() {
        deeper();
        Node condition = binary(0);
        if (accept("?")) {
            Node whenTrue = conditional();
            expect(":");
            condition = new Node.Conditional(condition, whenTrue, conditional());
        }
        depth--;
        return condition;
    }

    private Node binary(int level) {
        if (level == LEVELS.size()) {
            return sign();
        }
        Node left = binary(level + 1);
        int operands = 1;
        for (Operator operator = operator(level); operator != null; operator = operator(level)) {
            if (operands > 1 && level == COMPARISONS) {
                throw new ExpressionException("comparisons cannot be chained; join them by &&", peek().position());
            }
            operands = counted(operands);
            index++;
            left = new Node.Binary(operator, left, binary(level + 1));
        }
        return left;
    }

    private int counted(int operands) {
        if (operands == MAX_CHAIN) {
            throw new ExpressionException("more than " + MAX_CHAIN + " operands", peek().position());
        }
        return operands + 1;
    }

    private @Nullable Operator operator(int level) {
        Token token = peek();
        return token.type() == Lexer.Type.SIGN ? LEVELS.get(level).get(token.text()) : null;
    }

    private Node sign() {
        Token token = peek();
        if (token.is("-") || token.is("!")) {
            deeper();
            index++;
            Node operand = sign();
            depth--;
            return new Node.Sign(token.text().charAt(0), operand);
        }
        return orDefault();
    }

    private Node orDefault() {
        Node value = primary();
        int operands = 1;
        while (accept("??")) {
            operands = counted(operands);
            value = new Node.Default(value, peek().is("-") ? sign() : primary());
        }
        return value;
    }

    private Node primary() {
        Token token = peek();
        if (token.type() == Lexer.Type.NUMBER) {
            index++;
            double value = Double.parseDouble(token.text());
            if (Double.isInfinite(value)) {
                throw new ExpressionException("the number " + token.text() + " is too large", token.position());
            }
            return new Node.Constant(value);
        }
        if (token.type() == Lexer.Type.NAME) {
            index++;
            return peek().is("(") ? call(token) : input(token);
        }
        if (accept("(")) {
            Node inner = conditional();
            expect(")");
            return inner;
        }
        throw unexpected("a number, a name or '('");
    }

    private static Node input(Token name) {
        if (name.text().endsWith(".") || name.text().contains("..")) {
            throw new ExpressionException("the name '" + name.text() + "' has an empty part", name.position());
        }
        return new Node.Input(name.text());
    }

    private Node call(Token name) {
        Function called = null;
        for (Function function : Function.values()) {
            if (function.word().equals(name.text())) {
                called = function;
            }
        }
        if (called == null) {
            throw new ExpressionException(
                    "there is no function '" + name.text() + "', only " + String.join(", ", Function.names()),
                    name.position());
        }
        expect("(");
        List<Node> arguments = new ArrayList<>();
        if (!peek().is(")")) {
            do {
                arguments.add(conditional());
            } while (accept(","));
        }
        expect(")");
        if (!called.takes(arguments.size())) {
            throw new ExpressionException(
                    called.word() + " takes "
                            + (called.takes(2) ? "one argument or more" : "one argument") + " but was given "
                            + arguments.size(),
                    name.position());
        }
        return new Node.Call(called, arguments);
    }

    private void deeper() {
        depth++;
        if (depth > MAX_DEPTH) {
            throw new ExpressionException("nested more than " + MAX_DEPTH + " deep", peek().position());
        }
    }

    private Token peek() {
        return tokens.get(index);
    }

    private boolean accept(String sign) {
        if (peek().is(sign)) {
            index++;
            return true;
        }
        return false;
    }

    private void expect(String sign) {
        if (!accept(sign)) {
            throw unexpected("'" + sign + "'");
        }
    }

    private ExpressionException unexpected(String wanted) {
        return new ExpressionException("expected " + wanted + " but found " + peek().describe(), peek().position());
    }
}

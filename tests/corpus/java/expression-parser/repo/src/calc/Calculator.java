package calc;

/** Sums such as 1+2*(3-4), of whole numbers. */
public final class Calculator {
    public static final class Wrong extends Exception {
        public Wrong(String message) {
            super(message);
        }
    }

    private final String text;
    private int at;

    private Calculator(String text) {
        this.text = text.replace(" ", "");
    }

    public static long evaluate(String text) throws Wrong {
        Calculator calculator = new Calculator(text);
        long value = calculator.sum();
        if (calculator.at < calculator.text.length()) {
            throw new Wrong("unexpected " + calculator.text.charAt(calculator.at));
        }
        return value;
    }

    private long sum() throws Wrong {
        long value = product();
        while (next('+') || next('-')) {
            value = text.charAt(at - 1) == '+' ? value + product() : value - product();
        }
        return value;
    }

    private long product() throws Wrong {
        long value = factor();
        while (next('*') || next('/')) {
            boolean times = text.charAt(at - 1) == '*';
            long other = factor();
            value = times ? value * other : value / other;
        }
        return value;
    }

    private long factor() throws Wrong {
        if (next('-')) {
            return -factor();
        }
        if (next('(')) {
            long value = sum();
            if (!next(')')) {
                throw new Wrong("missing )");
            }
            return value;
        }
        int start = at;
        while (at < text.length() && Character.isDigit(text.charAt(at))) {
            at++;
        }
        if (start == at) {
            throw new Wrong("a number is missing");
        }
        return Long.parseLong(text.substring(start, at));
    }

    private boolean next(char sign) {
        if (at < text.length() && text.charAt(at) == sign) {
            at++;
            return true;
        }
        return false;
    }
}

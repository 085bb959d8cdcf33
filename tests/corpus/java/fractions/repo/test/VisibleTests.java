import math.Fraction;

public class VisibleTests {
    private static final Fraction HALF = new Fraction(1, 2);
    private static final Fraction THIRD = new Fraction(1, 3);

    public static void main(String[] args) {
        Check.test("sum", () -> Check.equal("5/6", HALF.plus(THIRD).toString()));
        Check.test("difference", () -> Check.equal("1/6", HALF.minus(THIRD).toString()));
        Check.test("product", () -> Check.equal("1/6", HALF.times(THIRD).toString()));
        Check.test("quotient", () -> Check.equal("3/2", HALF.dividedBy(THIRD).toString()));
        Check.test("lowest terms", () -> Check.equal("-1/2", new Fraction(4, -8).toString()));
        Check.test("zero", () -> Check.fails(ArithmeticException.class, () -> new Fraction(1, 0)));
        Check.end();
    }
}

import calc.Calculator;

public class VisibleTests {
    public static void main(String[] args) {
        Check.test("products first", () -> Check.equal(7L, Calculator.evaluate("1 + 2 * 3")));
        Check.test("brackets", () -> Check.equal(9L, Calculator.evaluate("(1+2)*3")));
        Check.test("signs", () -> Check.equal(-6L, Calculator.evaluate("2*-3")));
        Check.test("wrong", () -> Check.fails(Calculator.Wrong.class, () -> Calculator.evaluate("1+")));
        Check.test("by zero", () -> Check.fails(Calculator.Wrong.class, () -> Calculator.evaluate("1/0")));
        Check.test("zero times", () -> Check.equal(0L, Calculator.evaluate("5*0")));
        Check.end();
    }
}

import calc.Calculator;

public class HiddenTests {
    public static void main(String[] args) {
        Check.test("a zero that is computed", () -> Check.fails(Calculator.Wrong.class, () -> Calculator.evaluate("8/(2-2)*3")));
        Check.test("the message", () -> {
            try {
                Calculator.evaluate("3/0");
            } catch (Calculator.Wrong wrong) {
                Check.equal("division by zero", wrong.getMessage());
                return;
            }
            throw new AssertionError("nothing was wrong");
        });
        Check.test("zero in other places", () -> {
            Check.equal(0L, Calculator.evaluate("0/5"));
            Check.equal(0L, Calculator.evaluate("0*0"));
        });
        Check.end();
    }
}

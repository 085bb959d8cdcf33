import math.Fraction;

public class HiddenTests {
    public static void main(String[] args) {
        Check.test("nothing is left", () -> Check.equal("0", new Fraction(3, 7).minus(new Fraction(6, 14)).toString()));
        Check.test("below zero", () -> Check.equal("-5/12", new Fraction(1, 4).minus(new Fraction(2, 3)).toString()));
        Check.test("minus a negative one", () -> Check.equal("3/4", new Fraction(1, 4).minus(new Fraction(-1, 2)).toString()));
        Check.test("whole", () -> Check.equal("2", new Fraction(7, 3).minus(new Fraction(1, 3)).toString()));
        Check.end();
    }
}

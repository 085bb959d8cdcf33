import cards.Luhn;

public class VisibleTests {
    public static void main(String[] args) {
        Check.test("valid", () -> Check.equal(true, Luhn.isValid("4539 1488 0343 6467")));
        Check.test("small digits", () -> Check.equal(true, Luhn.isValid("1 8")));
        Check.test("invalid", () -> Check.equal(false, Luhn.isValid("1234 1234 1234 1234")));
        Check.test("no number", () -> Check.equal(false, Luhn.isValid("abc")));
        Check.test("digit", () -> Check.equal('3', Luhn.checkDigit("7992739871")));
        Check.end();
    }
}

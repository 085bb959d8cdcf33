import cards.Luhn;

public class HiddenTests {
    public static void main(String[] args) {
        Check.test("every digit", () -> {
            for (String number : new String[] {"18", "26", "34", "42", "59", "67", "75", "83", "91", "00"}) {
                Check.equal(true, Luhn.isValid(number));
            }
        });
        Check.test("made numbers are valid", () -> {
            for (long n = 1; n < 100_000_000_000L; n = n * 7 + 3) {
                String digits = Long.toString(n);
                Check.equal(true, Luhn.isValid(digits + Luhn.checkDigit(digits)));
            }
        });
        Check.test("a changed digit shows", () -> Check.equal(false, Luhn.isValid("4539 1488 0343 6468")));
        Check.end();
    }
}

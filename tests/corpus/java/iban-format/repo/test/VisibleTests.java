import bank.Iban;

public class VisibleTests {
    public static void main(String[] args) {
        Check.test("groups", () -> Check.equal("DE89 3704 0044 0532 0130 00", Iban.group("DE89370400440532013000")));
        Check.test("valid", () -> Check.equal(true, Iban.isValid("DE89 3704 0044 0532 0130 00")));
        Check.test("invalid", () -> Check.equal(false, Iban.isValid("DE88 3704 0044 0532 0130 00")));
        Check.test("country", () -> Check.equal("GB", Iban.country("GB82WEST12345698765432")));
        Check.end();
    }
}

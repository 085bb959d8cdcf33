import phones.PhoneBook;

public class VisibleTests {
    private static final PhoneBook BOOK = new PhoneBook().add("Ada", "030 1234-5").add("Bob", "+1 555 0100");

    public static void main(String[] args) {
        Check.test("national", () -> Check.equal("+493012345", BOOK.lookUp("ada")));
        Check.test("international", () -> Check.equal("+15550100", BOOK.lookUp("Bob ")));
        Check.test("unknown", () -> Check.equal("unknown", BOOK.lookUp("Eve")));
        Check.test("who", () -> Check.equal("Bob", BOOK.whoHas("+15550100")));
        Check.end();
    }
}

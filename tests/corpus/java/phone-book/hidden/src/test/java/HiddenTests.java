import phones.PhoneBook;

public class HiddenTests {
    public static void main(String[] args) {
        Check.test("an empty book", () -> Check.equal("unknown", new PhoneBook().lookUp("x")));
        Check.test("an empty name", () -> Check.equal("unknown", new PhoneBook().add("a", "1").lookUp("")));
        Check.test("nobody", () -> Check.equal(null, new PhoneBook().add("a", "1").whoHas("2")));
        Check.test("others are found", () -> Check.equal("+491", new PhoneBook().add("a", "01").lookUp("A")));
        Check.end();
    }
}

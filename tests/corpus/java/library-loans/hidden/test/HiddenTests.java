import library.Library;

public class HiddenTests {
    public static void main(String[] args) {
        Check.test("after paying", () -> {
            Library library = new Library(3);
            library.lend("a", "x");
            library.giveBack("a", 1);
            library.pay("x", 10);
            Check.equal(false, library.mayBorrow("x"));
            library.pay("x", 10);
            Check.equal(true, library.mayBorrow("x"));
        });
        Check.test("others are not concerned", () -> {
            Library library = new Library(1);
            library.lend("a", "x");
            library.giveBack("a", 5);
            Check.equal(true, library.lend("a", "y"));
            Check.equal(false, library.lend("b", "x"));
        });
        Check.test("in time", () -> {
            Library library = new Library(1);
            library.lend("a", "x");
            library.giveBack("a", 0);
            Check.equal(true, library.lend("b", "x"));
        });
        Check.end();
    }
}

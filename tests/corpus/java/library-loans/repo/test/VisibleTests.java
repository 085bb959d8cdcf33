import library.Library;

public class VisibleTests {
    public static void main(String[] args) {
        Check.test("lends", () -> Check.equal(true, new Library(2).lend("Emma", "ada")));
        Check.test("a book is lent once", () -> {
            Library library = new Library(2);
            library.lend("Emma", "ada");
            Check.equal(false, library.lend("Emma", "bob"));
        });
        Check.test("at most so many", () -> {
            Library library = new Library(1);
            library.lend("Emma", "ada");
            Check.equal(false, library.lend("Ulysses", "ada"));
        });
        Check.test("not with fees", () -> {
            Library library = new Library(2);
            library.lend("Emma", "ada");
            library.giveBack("Emma", 3);
            Check.equal(60, library.owed("ada"));
            Check.equal(false, library.lend("Emma", "ada"));
        });
        Check.end();
    }
}

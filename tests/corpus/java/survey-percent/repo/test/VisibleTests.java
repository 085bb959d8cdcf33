import survey.Survey;

public class VisibleTests {
    public static void main(String[] args) {
        Check.test("all the same", () -> Check.equal("yes 100.0%\n", new Survey().vote("yes", 7).report()));
        Check.test("shares", () -> Check.equal("no 25.0%\nyes 75.0%\n", new Survey().vote("yes", 3).vote("no", 1).report()));
        Check.test("nothing", () -> Check.equal(0.0, new Survey().share("yes")));
        Check.end();
    }
}

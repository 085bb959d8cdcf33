import offers.Offers;

public class VisibleTests {
    public static void main(String[] args) {
        Check.test("cheap things", () -> Check.equal("b", new Offers().add("a", 500, 0).add("b", 300, 100).cheapest()));
        Check.test("dear things", () -> Check.equal("a", new Offers().add("a", 150000, 0).add("b", 149000, 2000).cheapest()));
        Check.test("none", () -> Check.equal("none", new Offers().cheapest()));
        Check.test("spread", () -> Check.equal(200, new Offers().add("a", 500, 0).add("b", 300, 100).spread()));
        Check.end();
    }
}

import offers.Offers;

public class HiddenTests {
    public static void main(String[] args) {
        Check.test("very dear", () -> Check.equal("b", new Offers().add("a", 2_000_000_000, 1).add("b", 2_000_000_000, 0).cheapest()));
        Check.test("some", () -> Check.equal("x", new Offers().add("x", 1001, 0).cheapest()));
        Check.test("the first of the same", () -> Check.equal("p", new Offers().add("p", 7000, 0).add("q", 6000, 1000).cheapest()));
        Check.end();
    }
}

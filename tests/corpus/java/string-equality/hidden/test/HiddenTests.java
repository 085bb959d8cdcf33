import coupons.Coupons;

public class HiddenTests {
    public static void main(String[] args) {
        Coupons coupons = new Coupons().add("aa", 5).add("Bb", 50);
        Check.test("case", () -> Check.equal(50, coupons.percentOf("bB")));
        Check.test("the best counts", () -> Check.equal(100, coupons.price(200, "AA", "bb\n", "x")));
        Check.test("none", () -> Check.equal(200, coupons.price(200, "aab")));
        Check.end();
    }
}

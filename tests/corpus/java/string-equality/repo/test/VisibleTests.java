import coupons.Coupons;

public class VisibleTests {
    private static final Coupons COUPONS = new Coupons().add("SPRING", 10).add("VIP", 30);

    public static void main(String[] args) {
        Check.test("as it is", () -> Check.equal(10, COUPONS.percentOf("SPRING")));
        Check.test("typed", () -> Check.equal(30, COUPONS.percentOf(" vip ")));
        Check.test("unknown", () -> Check.equal(0, COUPONS.percentOf("NOPE")));
        Check.test("no coupon", () -> Check.equal(500, COUPONS.price(500)));
        Check.end();
    }
}

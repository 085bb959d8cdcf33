import versions.Version;

public class VisibleTests {
    private static boolean newer(String one, String other) {
        return new Version(one).isNewerThan(new Version(other));
    }

    public static void main(String[] args) {
        Check.test("major", () -> Check.equal(true, newer("2.0", "1.9")));
        Check.test("the same", () -> Check.equal(false, newer("1.2", "1.2.0")));
        Check.test("more parts", () -> Check.equal(true, newer("1.2.1", "1.2")));
        Check.test("by number", () -> Check.equal(true, newer("1.10", "1.9")));
        Check.end();
    }
}

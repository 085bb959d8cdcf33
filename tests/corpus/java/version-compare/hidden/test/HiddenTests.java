import versions.Version;

public class HiddenTests {
    private static int order(String one, String other) {
        return Integer.signum(new Version(one).compareTo(new Version(other)));
    }

    public static void main(String[] args) {
        Check.test("all ways", () -> {
            String[] sorted = {"0.9", "1", "1.0.1", "1.2", "1.2.0.5", "1.9.99", "1.10", "1.10.1", "2", "10"};
            for (int a = 0; a < sorted.length; a++) {
                for (int b = 0; b < sorted.length; b++) {
                    Check.equal(Integer.signum(a - b), order(sorted[a], sorted[b]));
                }
            }
        });
        Check.test("zeros", () -> Check.equal(0, order("3", "3.0.0")));
        Check.end();
    }
}

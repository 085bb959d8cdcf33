import java.util.Objects;

/** A few checks, for tests without a framework. */
final class Check {
    private static int failed;
    private static int passed;

    interface Body {
        void run() throws Exception;
    }

    static void test(String name, Body body) {
        try {
            body.run();
            passed++;
            System.out.println("ok " + name);
        } catch (Throwable error) {
            failed++;
            System.out.println("FAILED " + name + ": " + error);
            error.printStackTrace(System.out);
        }
    }

    static void equal(Object expected, Object actual) {
        if (!Objects.equals(expected, actual)) {
            throw new AssertionError("expected " + expected + " but was " + actual);
        }
    }

    static void fails(Class<? extends Throwable> kind, Body body) {
        try {
            body.run();
        } catch (Throwable error) {
            if (kind.isInstance(error)) {
                return;
            }
            throw new AssertionError("expected " + kind.getSimpleName() + " but was " + error);
        }
        throw new AssertionError("expected " + kind.getSimpleName());
    }

    static void end() {
        System.out.println(passed + " passed, " + failed + " failed");
        System.exit(failed == 0 ? 0 : 1);
    }

    private Check() {
    }
}

import java.util.List;
import java.util.TreeSet;
import print.PageRange;

public class HiddenTests {
    private static void parsed(List<Integer> expected, String text) {
        Check.equal(new TreeSet<>(expected), new TreeSet<>(PageRange.parse(text, 6)));
    }

    public static void main(String[] args) {
        Check.test("open ends", () -> {
            parsed(List.of(4, 5, 6), "4-");
            parsed(List.of(1, 2), "-2");
            parsed(List.of(1, 2, 3, 4, 5, 6), "-");
        });
        Check.test("mixed", () -> parsed(List.of(1, 3, 4, 5, 6), "1, 3-4, 5-99"));
        Check.test("turned round", () -> parsed(List.of(), "5-2"));
        Check.end();
    }
}

import java.util.List;
import java.util.TreeSet;
import print.PageRange;

public class VisibleTests {
    private static void parsed(List<Integer> expected, String text) {
        Check.equal(new TreeSet<>(expected), new TreeSet<>(PageRange.parse(text, 10)));
    }

    public static void main(String[] args) {
        Check.test("single", () -> parsed(List.of(3), "3"));
        Check.test("several", () -> parsed(List.of(1, 7), "7, 1"));
        Check.test("from to", () -> parsed(List.of(2, 3, 4), "2-4"));
        Check.test("beyond the end", () -> parsed(List.of(), "11"));
        Check.end();
    }
}

import java.util.List;
import text.Justify;

public class VisibleTests {
    public static void main(String[] args) {
        Check.test("uneven", () -> Check.equal(List.of("a  b c", "dddd"), Justify.justify("a b c dddd", 6)));
        Check.test("one word", () -> Check.equal(List.of("hello ", "world"), Justify.justify("hello world", 6)));
        Check.test("the last line", () -> Check.equal(List.of("a b"), Justify.justify("a b", 20)));
        Check.end();
    }
}

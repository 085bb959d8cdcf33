import java.util.List;
import text.Justify;

public class HiddenTests {
    public static void main(String[] args) {
        Check.test("all but the last are as wide as asked", () -> {
            for (int width = 8; width < 30; width++) {
                List<String> lines = Justify.justify("the quick brown fox jumps over the lazy dog and runs away", width);
                for (String line : lines.subList(0, lines.size() - 1)) {
                    Check.equal(width, line.length());
                }
            }
        });
        Check.test("even", () -> Check.equal("aa  bb  cc", Justify.justify("aa bb cc dddd", 10).get(0)));
        Check.test("first gaps first", () -> Check.equal("a   b  c  d", Justify.justify("a b c d eeeeeeee", 11).get(0)));
        Check.end();
    }
}

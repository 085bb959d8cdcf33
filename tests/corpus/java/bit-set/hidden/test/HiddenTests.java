import java.util.List;
import sets.SmallSet;

public class HiddenTests {
    public static void main(String[] args) {
        Check.test("clear twice", () -> Check.equal(List.of(), new SmallSet().add(63).clear(63).clear(63).numbers()));
        Check.test("others stay", () -> {
            SmallSet set = new SmallSet();
            for (int n = 0; n < 64; n++) {
                set.add(n);
            }
            for (int n = 0; n < 64; n += 2) {
                set.clear(n).clear(n);
            }
            Check.equal(32, set.size());
            Check.equal(true, set.has(1));
            Check.equal(false, set.has(62));
        });
        Check.end();
    }
}

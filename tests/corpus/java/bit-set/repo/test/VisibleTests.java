import java.util.List;
import sets.SmallSet;

public class VisibleTests {
    public static void main(String[] args) {
        Check.test("add", () -> Check.equal(List.of(3, 40), new SmallSet().add(40).add(3).numbers()));
        Check.test("clear", () -> Check.equal(List.of(3), new SmallSet().add(3).add(5).clear(5).numbers()));
        Check.test("clear what is not there", () -> Check.equal(0, new SmallSet().clear(7).size()));
        Check.test("toggle", () -> Check.equal(false, new SmallSet().toggle(1).toggle(1).has(1)));
        Check.test("too large", () -> Check.fails(IllegalArgumentException.class, () -> new SmallSet().add(64)));
        Check.end();
    }
}

import java.util.List;
import puzzle.Hanoi;

public class VisibleTests {
    public static void main(String[] args) {
        Check.test("count", () -> Check.equal(7L, Hanoi.count(3)));
        Check.test("count of none", () -> Check.equal(0L, Hanoi.count(0)));
        Check.test("none", () -> Check.equal(List.of(), Hanoi.moves(0)));
        Check.test("two", () -> Check.equal(List.of("AB", "AC", "BC"), Hanoi.moves(2)));
        Check.end();
    }
}

import java.util.List;
import puzzle.Hanoi;

public class HiddenTests {
    public static void main(String[] args) {
        Check.test("as many as counted", () -> {
            for (int discs = 0; discs < 10; discs++) {
                Check.equal(Hanoi.count(discs), (long) Hanoi.moves(discs).size());
            }
        });
        Check.test("one", () -> Check.equal(List.of("AC"), Hanoi.moves(1)));
        Check.test("fewer than none", () -> Check.equal(List.of(), Hanoi.moves(-1)));
        Check.end();
    }
}

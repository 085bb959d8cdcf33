import java.util.List;
import stats.RunningMedian;

public class VisibleTests {
    public static void main(String[] args) {
        Check.test("each", () -> Check.equal(List.of(5.0, 3.0, 5.0), RunningMedian.of(5, 1, 9)));
        Check.test("nothing", () -> Check.equal(0.0, new RunningMedian().median()));
        Check.test("asked later", () -> {
            RunningMedian running = new RunningMedian();
            running.add(4);
            running.add(8);
            Check.equal(6.0, running.median());
        });
        Check.end();
    }
}

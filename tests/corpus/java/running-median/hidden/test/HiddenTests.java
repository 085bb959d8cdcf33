import java.util.List;
import stats.RunningMedian;

public class HiddenTests {
    public static void main(String[] args) {
        Check.test("more", () -> Check.equal(List.of(10.0, 15.0, 10.0, 10.0, 10.0), RunningMedian.of(10, 20, 3, 10, 4)));
        Check.test("below zero", () -> Check.equal(List.of(-1.0, -1.5), RunningMedian.of(-1, -2)));
        Check.end();
    }
}

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import sorting.Sorter;

public class VisibleTests {
    private static List<Integer> sorted(Integer... numbers) {
        List<Integer> list = new ArrayList<>(List.of(numbers));
        Sorter.sort(list, Comparator.naturalOrder());
        return list;
    }

    public static void main(String[] args) {
        Check.test("sorted already", () -> Check.equal(List.of(1, 2, 3), sorted(1, 2, 3)));
        Check.test("the largest first", () -> Check.equal(List.of(1, 2, 9), sorted(9, 1, 2)));
        Check.test("one", () -> Check.equal(List.of(5), sorted(5)));
        Check.test("none", () -> Check.equal(List.of(), sorted()));
        Check.end();
    }
}

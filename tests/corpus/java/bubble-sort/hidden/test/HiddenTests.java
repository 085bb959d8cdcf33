import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import sorting.Sorter;

public class HiddenTests {
    public static void main(String[] args) {
        Check.test("as the platform", () -> {
            Random random = new Random(7);
            for (int n = 0; n < 50; n++) {
                List<Integer> list = new ArrayList<>();
                for (int k = 0; k < n; k++) {
                    list.add(random.nextInt(20));
                }
                List<Integer> expected = new ArrayList<>(list);
                Collections.sort(expected);
                Sorter.sort(list, Comparator.naturalOrder());
                Check.equal(expected, list);
            }
        });
        Check.test("stable", () -> {
            List<String> list = new ArrayList<>(List.of("bb", "aa", "c"));
            Sorter.sort(list, Comparator.comparing(String::length));
            Check.equal(List.of("c", "bb", "aa"), list);
        });
        Check.test("swaps", () -> Check.equal(3, Sorter.sort(new ArrayList<>(List.of(3, 2, 1)), Comparator.naturalOrder())));
        Check.end();
    }
}

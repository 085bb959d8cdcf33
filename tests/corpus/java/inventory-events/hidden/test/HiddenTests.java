import inventory.Inventory;
import java.util.List;

public class HiddenTests {
    public static void main(String[] args) {
        Check.test("again after a refill", () -> {
            Inventory inventory = new Inventory(1);
            inventory.add("a", 3);
            inventory.take("a", 2);
            inventory.take("a", 1);
            inventory.add("a", 1);
            inventory.take("a", 1);
            inventory.add("a", 5);
            inventory.take("a", 4);
            Check.equal(List.of("a: 1 left", "a: 1 left"), inventory.warnings());
        });
        Check.test("articles are apart", () -> {
            Inventory inventory = new Inventory(0);
            inventory.add("a", 1);
            inventory.add("b", 1);
            inventory.take("a", 1);
            inventory.take("b", 1);
            Check.equal(List.of("a: 0 left", "b: 0 left"), inventory.warnings());
        });
        Check.end();
    }
}

import inventory.Inventory;
import java.util.List;

public class VisibleTests {
    public static void main(String[] args) {
        Check.test("enough", () -> {
            Inventory inventory = new Inventory(2);
            inventory.add("nail", 10);
            Check.equal(true, inventory.take("nail", 5));
            Check.equal(List.of(), inventory.warnings());
        });
        Check.test("low", () -> {
            Inventory inventory = new Inventory(2);
            inventory.add("nail", 5);
            inventory.take("nail", 3);
            Check.equal(List.of("nail: 2 left"), inventory.warnings());
        });
        Check.test("once", () -> {
            Inventory inventory = new Inventory(2);
            inventory.add("nail", 5);
            inventory.take("nail", 3);
            inventory.take("nail", 1);
            Check.equal(List.of("nail: 2 left"), inventory.warnings());
        });
        Check.test("too few", () -> Check.equal(false, new Inventory(1).take("x", 1)));
        Check.end();
    }
}

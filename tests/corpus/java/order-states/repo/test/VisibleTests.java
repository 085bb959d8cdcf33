import java.util.List;
import orders.Order;

public class VisibleTests {
    public static void main(String[] args) {
        Check.test("advances", () -> {
            Order order = new Order();
            order.advance();
            Check.equal(Order.State.PAID, order.state());
        });
        Check.test("cancels", () -> {
            Order order = new Order();
            Check.equal(true, order.cancel());
            Check.equal(List.of("PLACED to CANCELLED"), order.log());
        });
        Check.test("not once shipped", () -> {
            Order order = new Order();
            order.advance();
            order.advance();
            order.cancel();
            Check.equal(Order.State.SHIPPED, order.state());
        });
        Check.end();
    }
}

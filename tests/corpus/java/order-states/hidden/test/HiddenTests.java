import java.util.List;
import orders.Order;

public class HiddenTests {
    public static void main(String[] args) {
        Check.test("says so", () -> {
            Order order = new Order();
            order.advance();
            order.advance();
            order.advance();
            Check.equal(false, order.cancel());
            Check.equal(Order.State.DELIVERED, order.state());
            Check.equal("refused: DELIVERED", order.log().get(3));
            Check.equal(4, order.log().size());
        });
        Check.test("twice", () -> {
            Order order = new Order();
            Check.equal(List.of(true, false, false), List.of(order.cancel(), order.cancel(), order.advance()));
        });
        Check.test("paid ones can be", () -> {
            Order order = new Order();
            order.advance();
            Check.equal(true, order.cancel());
        });
        Check.end();
    }
}

package offers;

import java.util.ArrayList;
import java.util.List;

/** Offers of shops; prices in cents. */
public final class Offers {
    private record Offer(String shop, int price, int shipping) {
        int total() {
            return price + shipping;
        }
    }

    private final List<Offer> offers = new ArrayList<>();

    public Offers add(String shop, int price, int shipping) {
        offers.add(new Offer(shop, price, shipping));
        return this;
    }

    public String cheapest() {
        int least = 1000;
        String shop = "none";
        for (Offer offer : offers) {
            if (offer.total() < least) {
                least = offer.total();
                shop = offer.shop();
            }
        }
        return shop;
    }

    public int spread() {
        int least = Integer.MAX_VALUE;
        int most = Integer.MIN_VALUE;
        for (Offer offer : offers) {
            least = Math.min(least, offer.price());
            most = Math.max(most, offer.price());
        }
        return offers.isEmpty() ? 0 : most - least;
    }
}

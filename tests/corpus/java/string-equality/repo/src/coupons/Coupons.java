package coupons;

import java.util.LinkedHashMap;
import java.util.Map;

/** Codes that lower a price. */
public final class Coupons {
    private final Map<String, Integer> percents = new LinkedHashMap<>();

    public Coupons add(String code, int percent) {
        percents.put(code.toUpperCase(), percent);
        return this;
    }

    public int percentOf(String typed) {
        String code = typed.trim().toUpperCase();
        for (Map.Entry<String, Integer> coupon : percents.entrySet()) {
            if (coupon.getKey() == code) {
                return coupon.getValue();
            }
        }
        return 0;
    }

    public int price(int cents, String... typed) {
        int best = 0;
        for (String code : typed) {
            best = Math.max(best, percentOf(code));
        }
        return cents - cents * best / 100;
    }
}

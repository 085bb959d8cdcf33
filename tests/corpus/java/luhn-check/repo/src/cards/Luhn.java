package cards;

/** Check digits of card numbers. */
public final class Luhn {
    private Luhn() {
    }

    public static boolean isValid(String number) {
        String digits = number.replace(" ", "");
        if (!digits.matches("[0-9]{2,19}")) {
            return false;
        }
        return sum(digits, false) % 10 == 0;
    }

    public static char checkDigit(String digits) {
        int rest = sum(digits, true) % 10;
        return (char) ('0' + (10 - rest) % 10);
    }

    /** Every second digit from the right counts double, with the sum of its digits. */
    private static int sum(String digits, boolean doubled) {
        int sum = 0;
        for (int at = digits.length() - 1; at >= 0; at--) {
            int value = digits.charAt(at) - '0';
            if (doubled) {
                value *= 2;
                if (value > 9) {
                    value -= 10;
                }
            }
            sum += value;
            doubled = !doubled;
        }
        return sum;
    }
}

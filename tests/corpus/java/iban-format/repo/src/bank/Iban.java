package bank;

import java.math.BigInteger;

/** International bank account numbers. */
public final class Iban {
    private Iban() {
    }

    /** In groups of four, as printed. */
    public static String group(String iban) {
        String plain = iban.replace(" ", "");
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < plain.length(); at += 4) {
            if (at > 0) {
                text.append(' ');
            }
            text.append(plain, at, Math.min(at + 4, plain.length() - 1));
        }
        return text.toString();
    }

    public static boolean isValid(String iban) {
        String plain = iban.replace(" ", "").toUpperCase();
        if (!plain.matches("[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")) {
            return false;
        }
        String turned = plain.substring(4) + plain.substring(0, 4);
        StringBuilder digits = new StringBuilder();
        for (char sign : turned.toCharArray()) {
            digits.append(Character.getNumericValue(sign));
        }
        return new BigInteger(digits.toString()).mod(BigInteger.valueOf(97)).intValue() == 1;
    }

    public static String country(String iban) {
        return iban.substring(0, 2);
    }
}

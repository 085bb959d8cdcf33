package words;

import java.util.Arrays;

/** Games with words. Case, spaces and punctuation do not matter. */
public final class Words {
    private Words() {
    }

    private static String letters(String text) {
        StringBuilder kept = new StringBuilder();
        for (char sign : text.toCharArray()) {
            if (Character.isLetterOrDigit(sign)) {
                kept.append(Character.toLowerCase(sign));
            }
        }
        return kept.toString();
    }

    public static boolean isPalindrome(String text) {
        String plain = letters(text);
        return new StringBuilder(plain).reverse().toString().equals(text);
    }

    public static boolean isAnagram(String one, String other) {
        char[] a = letters(one).toCharArray();
        char[] b = letters(other).toCharArray();
        Arrays.sort(a);
        Arrays.sort(b);
        return Arrays.equals(a, b);
    }

    public static int vowels(String text) {
        int count = 0;
        for (char sign : letters(text).toCharArray()) {
            if ("aeiou".indexOf(sign) >= 0) {
                count++;
            }
        }
        return count;
    }
}

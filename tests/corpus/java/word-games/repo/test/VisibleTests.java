import words.Words;

public class VisibleTests {
    public static void main(String[] args) {
        Check.test("palindrome", () -> Check.equal(true, Words.isPalindrome("noon")));
        Check.test("with a capital", () -> Check.equal(true, Words.isPalindrome("Level")));
        Check.test("no palindrome", () -> Check.equal(false, Words.isPalindrome("java")));
        Check.test("anagram", () -> Check.equal(true, Words.isAnagram("listen", "silent")));
        Check.test("vowels", () -> Check.equal(2, Words.vowels("banjo")));
        Check.end();
    }
}

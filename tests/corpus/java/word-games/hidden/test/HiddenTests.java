import words.Words;

public class HiddenTests {
    public static void main(String[] args) {
        Check.test("sentences", () -> {
            Check.equal(true, Words.isPalindrome("A man, a plan, a canal: Panama"));
            Check.equal(false, Words.isPalindrome("Not one"));
        });
        Check.test("anagrams", () -> Check.equal(true, Words.isAnagram("Tom Marvolo Riddle", "I am Lord Voldemort")));
        Check.test("vowels", () -> Check.equal(5, Words.vowels("AEIOU xyz")));
        Check.end();
    }
}

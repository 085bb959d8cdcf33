import bank.Iban;

public class HiddenTests {
    public static void main(String[] args) {
        Check.test("lengths", () -> {
            Check.equal("", Iban.group(""));
            Check.equal("A", Iban.group("A"));
            Check.equal("ABCD", Iban.group("ABCD"));
            Check.equal("ABCD E", Iban.group("ABCDE"));
            Check.equal("ABCD EFGH", Iban.group("AB CDEF GH"));
        });
        Check.test("nothing is lost", () -> {
            String all = "NL91ABNA0417164300";
            for (int length = 0; length <= all.length(); length++) {
                Check.equal(all.substring(0, length), Iban.group(all.substring(0, length)).replace(" ", ""));
            }
        });
        Check.end();
    }
}

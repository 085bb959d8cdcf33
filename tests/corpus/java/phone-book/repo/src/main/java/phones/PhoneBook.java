package phones;

import java.util.Map;
import java.util.TreeMap;

/** Names and numbers. */
public final class PhoneBook {
    private final Map<String, String> numbers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    public PhoneBook add(String name, String number) {
        numbers.put(name.trim(), number.replaceAll("[^0-9+]", ""));
        return this;
    }

    public String lookUp(String name) {
        String number = numbers.get(name.trim());
        return number.startsWith("+") ? number : "+49" + number.replaceFirst("^0", "");
    }

    public String whoHas(String number) {
        for (Map.Entry<String, String> entry : numbers.entrySet()) {
            if (lookUp(entry.getKey()).equals(number)) {
                return entry.getKey();
            }
        }
        return null;
    }

    public int size() {
        return numbers.size();
    }
}

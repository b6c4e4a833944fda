package rapport.ops.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import rapport.crm.matching.Item;

/**
 * Makes up people with values drawn from real ones, and enters some of them again with errors, as Febrl does.
 * The seed is fixed, so that two runs can be compared.
 */
final class Crowd {

    private static final String KEYBOARD = "abcdefghijklmnopqrstuvwxyz";

    private final Random random = new Random(20_251_123);
    private final List<Item> source;

    Crowd(List<Item> source) {
        this.source = source;
    }

    /** Four of five are themselves, one in five is somebody again. */
    List<Item> people(int count) {
        var people = new ArrayList<Item>(count);
        int originals = count * 4 / 5;
        for (int i = 0; i < originals; i++) {
            people.add(new Item("rec-" + i + "-org", somebody()));
        }
        for (int i = originals; i < count; i++) {
            int again = random.nextInt(originals);
            people.add(new Item("rec-" + again + "-dup-" + i, withErrors(people.get(again).values())));
        }
        java.util.Collections.shuffle(people, random);
        return people;
    }

    private Map<String, String> somebody() {
        return Map.of(
                "name", word("name", 0) + " " + word("name", 1),
                "street", (1 + random.nextInt(200)) + " " + word("street", 1) + " " + word("street", 2),
                "suburb", any("suburb"),
                "postcode", any("postcode"),
                "state", any("state"),
                "birthday", "%d%02d%02d".formatted(1930 + random.nextInt(75), 1 + random.nextInt(12),
                        1 + random.nextInt(28)),
                "number", String.valueOf(1_000_000 + random.nextInt(9_000_000)));
    }

    private String any(String field) {
        return source.get(random.nextInt(source.size())).values().get(field);
    }

    private String word(String field, int position) {
        var words = any(field).split(" ", -1);
        return words[Math.min(position, words.length - 1)];
    }

    /** One to five errors: a letter wrong, missing, extra or swapped, a field emptied, a field of somebody else. */
    private Map<String, String> withErrors(Map<String, String> values) {
        var result = new HashMap<>(values);
        var fields = values.keySet().stream().sorted().toList();
        for (int errors = 1 + random.nextInt(5); errors > 0; errors--) {
            var field = fields.get(random.nextInt(fields.size()));
            switch (random.nextInt(8)) {
                case 0 -> result.put(field, "");
                case 1 -> result.put(field, somebody().get(field));
                default -> result.compute(field, (_, text) -> slip(text));
            }
        }
        return result;
    }

    private String slip(String text) {
        if (text.length() < 2) {
            return text;
        }
        int at = random.nextInt(text.length() - 1);
        boolean digit = Character.isDigit(text.charAt(at));
        char other = digit ? (char) ('0' + random.nextInt(10)) : KEYBOARD.charAt(random.nextInt(26));
        return switch (random.nextInt(4)) {
            case 0 -> text.substring(0, at) + other + text.substring(at + 1);
            case 1 -> text.substring(0, at) + text.substring(at + 1);
            case 2 -> text.substring(0, at) + other + text.substring(at);
            default -> text.substring(0, at) + text.charAt(at + 1) + text.charAt(at) + text.substring(at + 2);
        };
    }
}

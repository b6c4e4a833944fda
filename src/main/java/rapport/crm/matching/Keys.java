package rapport.crm.matching;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a record has in common with its possible duplicates: records that share a key are compared. */
final class Keys {

    private static final int RAREST = 4;
    private static final int RAREST_OF_NAME = 2;
    private static final int LOCAL_PHONE_DIGITS = 7;

    private final List<Rarity> rarities;

    Keys(List<Rarity> rarities) {
        this.rarities = rarities;
    }

    /**
     * Some values are a key on their own (an e-mail, a rare word). Hints, such as the sound of a family name or a
     * postcode, are too common for that and are keys in pairs of two fields.
     */
    long[] of(Known record) {
        var keys = new HashSet<String>();
        var hints = new ArrayList<List<String>>();
        for (int i = 0; i < rarities.size(); i++) {
            var value = record.values().get(i);
            addKeys(value, rarities.get(i), keys);
            hints.add(hints(value, rarities.get(i)).stream().map((value.trait() + ":")::concat).toList());
        }
        addPairs(hints, keys);
        return keys.stream().mapToLong(Keys::hash).toArray();
    }

    private static void addKeys(Value value, Rarity rarity, Set<String> keys) {
        String prefix = value.trait() + "=";
        switch (value.trait()) {
            case EMAIL -> value.parts().forEach(it -> {
                keys.add(prefix + it);
                keys.add(prefix + Likeness.mailbox(it));
            });
            case PHONE -> value.parts().forEach(it -> keys.add(prefix + ending(it)));
            case IDENTIFIER, DOMAIN, DATE -> value.parts().forEach(it -> keys.add(prefix + it));
            case PERSON_NAME -> addWords(prefix, sounds(value, rarity, RAREST), keys);
            case NAME, TITLE, ADDRESS, LONG_TEXT -> addWords(prefix, rarest(value, rarity, RAREST), keys);
            case EMPLOYER, CITY, POSTCODE, NUMBER, CATEGORY -> {}
        }
    }

    /** Each word alone and each two together: where one is too common, the pair may not be. */
    private static void addWords(String prefix, List<String> words, Set<String> keys) {
        for (int i = 0; i < words.size(); i++) {
            keys.add(prefix + words.get(i));
            for (int j = i + 1; j < words.size(); j++) {
                boolean inOrder = words.get(i).compareTo(words.get(j)) < 0;
                keys.add(prefix + (inOrder ? words.get(i) + "+" + words.get(j) : words.get(j) + "+" + words.get(i)));
            }
        }
    }

    private static List<String> hints(Value value, Rarity rarity) {
        return switch (value.trait()) {
            case NAME, PERSON_NAME, EMPLOYER -> sounds(value, rarity, RAREST_OF_NAME);
            case ADDRESS -> rarest(value, rarity, 2);
            case CITY -> value.parts().stream().map(Sound::of).toList();
            case POSTCODE, DATE, NUMBER -> value.parts();
            case EMAIL, PHONE, DOMAIN, IDENTIFIER, TITLE, CATEGORY, LONG_TEXT -> List.of();
        };
    }

    private static void addPairs(List<List<String>> hints, Set<String> keys) {
        for (int i = 0; i < hints.size(); i++) {
            for (int j = i + 1; j < hints.size(); j++) {
                for (var one : hints.get(i)) {
                    hints.get(j).forEach(it -> keys.add(one + "&" + it));
                }
            }
        }
    }

    private static List<String> sounds(Value value, Rarity rarity, int most) {
        return rarest(value, rarity, most).stream().map(Sound::of).distinct().toList();
    }

    private static List<String> rarest(Value value, Rarity rarity, int most) {
        return value.parts().stream()
                .distinct()
                .sorted(Comparator.comparingInt(rarity::holders))
                .limit(most)
                .toList();
    }

    private static String ending(String phone) {
        return phone.substring(Math.max(0, phone.length() - LOCAL_PHONE_DIGITS));
    }

    /** FNV-1a in 64 bits: small beside the texts, and two texts with one hash only cost one comparison in vain. */
    private static long hash(String key) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < key.length(); i++) {
            hash = (hash ^ key.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }
}

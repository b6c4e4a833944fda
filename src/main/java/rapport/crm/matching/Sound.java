package rapport.crm.matching;

/**
 * A short code that is equal for words that sound alike, so that they meet in one block.
 *
 * <p>Source: Soundex (Russell, US patent 1,261,167, 1918), with five digits instead of three because large sets have
 * too many equal codes of three.
 */
final class Sound {

    private static final int LENGTH = 6;
    /** Class of each letter from a to z; 0 is not written, vowels part equal classes, h and w do not. */
    private static final String CLASSES = "01230120022455012623010202";

    private Sound() {}

    /** {@code smith} and {@code smyth} are both {@code s53}; words with digits stay as they are. */
    static String of(String word) {
        var code = new StringBuilder(LENGTH);
        char before = 0;
        for (int i = 0; i < word.length() && code.length() < LENGTH; i++) {
            char letter = word.charAt(i);
            if (letter < 'a' || letter > 'z') {
                return word;
            }
            char sound = CLASSES.charAt(letter - 'a');
            if (i == 0) {
                code.append(letter);
            } else if (sound != '0' && sound != before) {
                code.append(sound);
            }
            if (letter != 'h' && letter != 'w') {
                before = sound;
            }
        }
        return code.toString();
    }
}

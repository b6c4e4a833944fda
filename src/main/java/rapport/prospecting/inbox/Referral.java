package rapport.prospecting.inbox;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Somebody else they name in an answer: “please talk to”, in four languages, with an address. Without an address nobody knows whom they mean. */
record Referral(String email, String sentence) {

    private static final Pattern PHRASE = Pattern.compile("(?iu)\\b(?:please (?:contact|talk to|speak (?:with|to)|write to|reach out to|get in touch with|address)|(?:should|better|best) (?:contact|talk to|speak (?:with|to)|write to)|the right person|(?:in charge|responsible)|my colleague|i have copied"
            + "|wenden sie sich|zuständig|ansprechpartner(?:in)?|mein(?:e)? kolleg(?:e|in)|sprechen sie (?:bitte )?mit"
            + "|adressez-vous|veuillez (?:contacter|vous adresser)|contactez|mon collègue|ma collègue|responsable"
            + "|hable con|póngase en contacto|diríjase a|mi (?:colega|compañer[oa])|contacte (?:con|a))\\b");
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+");
    private static final Pattern SENTENCE = Pattern.compile("(?<=[.!?])\\s+(?=\\p{Lu})|\\n\\s*\\n");
    private static final int LONGEST = 300;

    /** @param said what is new in it, without what it quotes and how it is signed @param from their own address */
    static Optional<Referral> in(String said, String from) {
        return SENTENCE.splitAsStream(said).filter(it -> PHRASE.matcher(it).find()).flatMap(sentence -> ADDRESS.matcher(sentence).results().map(it -> it.group().toLowerCase(Locale.ROOT)).filter(it -> !it.equals(from)).map(it -> new Referral(it, sentence.strip().substring(0, Math.min(LONGEST, sentence.strip().length()))))).findFirst();
    }
}

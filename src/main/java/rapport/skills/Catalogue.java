package rapport.skills;

import static rapport.skills.Bucket.CUSTOMER_KNOWLEDGE;
import static rapport.skills.Bucket.OWN_ORGANISATION;
import static rapport.skills.Bucket.SELLING_SKILLS;

import java.util.List;

/** What a workspace begins with. Source: the three buckets of practice 1b; a maximum: practice 5. */
final class Catalogue {

    record Entry(Bucket bucket, String name, String definition) {}

    static final List<Entry> FIRST = List.of(
            new Entry(OWN_ORGANISATION, "Finding the right colleague",
                    "Knows who in our own house can answer, decide or deliver, and brings them in before the customer has to ask."),
            new Entry(OWN_ORGANISATION, "Building a team for the customer",
                    "Puts together the people a deal needs and says to each what they are there for."),
            new Entry(OWN_ORGANISATION, "Leading a pursuit",
                    "Keeps everybody in a pursuit on one plan: who does what next, and by when."),
            new Entry(OWN_ORGANISATION, "Translating what we sell",
                    "Says what a product of ours changes for this customer, in the customer’s own words and figures."),
            new Entry(SELLING_SKILLS, "Opening with an agenda",
                    "Gets from the first friendly words to the matter of the day, along an agenda both have agreed to."),
            new Entry(SELLING_SKILLS, "Asking about consequences",
                    "Asks what happens if nothing changes: whom it reaches, what it costs, and how soon."),
            new Entry(SELLING_SKILLS, "Confirming what was heard",
                    "Says back in one sentence what the buyer needs, and lets them correct it before offering anything."),
            new Entry(SELLING_SKILLS, "Telling a story with numbers",
                    "Tells what changed for one customer and by how much, so that the listener sees their own house in it."),
            new Entry(SELLING_SKILLS, "Handling a named maximum",
                    "When the buyer names the most they would pay, asks how they got to it before answering with a figure."),
            new Entry(SELLING_SKILLS, "Agreeing the next step",
                    "Ends with a step both have said yes to – who, what and which day – and follows it up."),
            new Entry(CUSTOMER_KNOWLEDGE, "Finding out why now",
                    "Knows what set this off, why it is this and not something else, and what makes it due now."),
            new Entry(CUSTOMER_KNOWLEDGE, "Knowing their trade",
                    "Knows what moves the customer’s sector, and what that does to this customer."),
            new Entry(CUSTOMER_KNOWLEDGE, "Mapping who wins",
                    "Names who gains and who loses if they buy, and whose pain it is."),
            new Entry(CUSTOMER_KNOWLEDGE, "Agreeing what success looks like",
                    "Has heard from the customer what will be different when it has worked, and how both will tell."));

    private Catalogue() {}
}

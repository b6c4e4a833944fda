package rapport.crm.record;

import static rapport.crm.record.Field.Way.COUNTED;
import static rapport.crm.record.Field.Way.KEPT;
import static rapport.crm.record.Field.Way.STEP;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The fields each kind comes with, in the order a form asks for them. */
final class BuiltIn {

    private static final String REACH = "How to reach them";
    private static final String ADDRESS = "Address";
    private static final String MORE = "More";
    static final String[] CHANNELS = {"EMAIL", "E-mail", "PHONE", "Phone", "FAX", "Fax", "LETTER", "Letter", "GIFT", "Gift", "SOCIAL", "Social networks"};

    static final Map<Kind, List<Field>> FIELDS = new EnumMap<>(Kind.class);

    static {
        account();
        contact();
        lead();
        opportunity();
        product();
        activity();
        FIELDS.replaceAll((_, fields) -> Collections.unmodifiableList(fields));
    }

    private BuiltIn() {}

    private static void account() {
        var it = new Adding(Kind.ACCOUNT);
        it.add("name", "Account", Type.TEXT, field -> field.mandatory());
        it.add("sector", "Industry", Type.TEXT);
        it.add("owner", "Owner", Type.PERSON);
        it.add("parent", "Belongs to", Type.RECORD, field -> field.to(Kind.ACCOUNT));
        it.add("domains", "Domains", Type.WORDS, field -> field.saying("Mail from these belongs to this account: brightwater.example"));
        it.add("website", "Website", Type.LINK);
        it.add("phone", "Phone", Type.PHONE, field -> field.in(REACH));
        it.add("fax", "Fax", Type.PHONE, field -> field.in(REACH));
        address(it);
        it.add("employees", "Employees", Type.NUMBER, field -> field.in(MORE));
        it.add("revenue", "Revenue a year", Type.MONEY, field -> field.in(MORE));
        it.add("revenue_currency", "Currency of revenue", Type.CURRENCY, field -> field.in(MORE));
        it.add("founded", "Founded", Type.NUMBER, field -> field.in(MORE));
        it.add("tags", "Tags", Type.WORDS, field -> field.in(MORE));
        it.add("description", "Description", Type.LONG_TEXT, field -> field.in(MORE));
        it.add("open", "Open", Type.NUMBER, field -> field.by(COUNTED).saying("Open opportunities you see"));
        it.add("won", "Won", Type.NUMBER, field -> field.by(COUNTED).saying("Won opportunities you see"));
        kept(it);
    }

    private static void contact() {
        var it = new Adding(Kind.CONTACT);
        it.add("name", "Contact", Type.TEXT, field -> field.by(KEPT).mandatory());
        it.add("first_name", "First name", Type.TEXT);
        it.add("last_name", "Last name", Type.TEXT);
        it.add("account", "Account", Type.RECORD, field -> field.to(Kind.ACCOUNT));
        it.add("title", "Title", Type.TEXT);
        it.add("function", "Function", Type.CHOICE, field -> field.choosing("BUYER", "Buyer", "PURCHASING", "Purchasing", "PRODUCT", "Product management", "OPERATIONS", "Operations",
                "MARKETING", "Marketing", "FINANCE", "Finance", "EXECUTIVE", "Executive", "ASSISTANT", "Assistant", "OTHER", "Other"));
        it.add("owner", "Owner", Type.PERSON);
        it.add("reports_to", "Reports to", Type.RECORD, field -> field.to(Kind.CONTACT));
        it.add("email", "E-mail", Type.EMAIL, field -> field.in(REACH));
        it.add("phone", "Phone", Type.PHONE, field -> field.in(REACH));
        it.add("mobile", "Mobile", Type.PHONE, field -> field.in(REACH));
        it.add("fax", "Fax", Type.PHONE, field -> field.in(REACH));
        it.add("other_emails", "Other e-mail addresses", Type.WORDS, field -> field.in(REACH));
        it.add("other_phones", "Other phones", Type.WORDS, field -> field.in(REACH));
        it.add("allowed", "Agreed to", Type.CHOICES, field -> field.in(REACH).choosing(CHANNELS).saying("Ways of contact this person has agreed to"));
        it.add("refused", "Never by", Type.CHOICES, field -> field.in(REACH).choosing(CHANNELS).saying("Ways of contact this person does not want"));
        it.add("time_zone", "Time zone", Type.TIME_ZONE, field -> field.in(REACH).saying("Empty means it follows from phone and country"));
        it.add("language", "Language", Type.TEXT, field -> field.in(REACH));
        address(it);
        it.add("department", "Department", Type.TEXT, field -> field.in(MORE));
        it.add("tags", "Tags", Type.WORDS, field -> field.in(MORE));
        it.add("description", "Description", Type.LONG_TEXT, field -> field.in(MORE));
        kept(it);
    }

    private static void lead() {
        var it = new Adding(Kind.LEAD);
        it.add("name", "Lead", Type.TEXT, field -> field.by(KEPT).mandatory());
        it.add("first_name", "First name", Type.TEXT);
        it.add("last_name", "Last name", Type.TEXT);
        it.add("company", "Company", Type.TEXT);
        it.add("title", "Title", Type.TEXT);
        it.add("owner", "Owner", Type.PERSON);
        it.add("status", "Status", Type.CHOICE, field -> field.by(STEP).mandatory().choosing("NEW", "New", "WORKING", "Working on it", "RETURNED", "Returned", "ACCEPTED", "Accepted"));
        it.add("reason", "Why returned", Type.TEXT, field -> field.by(STEP));
        it.add("interest", "Interested in", Type.TEXT);
        it.add("lead_source", "Came by", Type.TEXT);
        it.add("email", "E-mail", Type.EMAIL, field -> field.in(REACH));
        it.add("phone", "Phone", Type.PHONE, field -> field.in(REACH));
        it.add("mobile", "Mobile", Type.PHONE, field -> field.in(REACH));
        it.add("website", "Website", Type.LINK, field -> field.in(REACH));
        address(it);
        it.add("industry", "Industry", Type.TEXT, field -> field.in(MORE));
        it.add("said", "Status where it came from", Type.TEXT, field -> field.in(MORE));
        it.add("tags", "Tags", Type.WORDS, field -> field.in(MORE));
        it.add("description", "Description", Type.LONG_TEXT, field -> field.in(MORE));
        it.add("account", "Became account", Type.RECORD, field -> field.by(STEP).to(Kind.ACCOUNT));
        it.add("contact", "Became contact", Type.RECORD, field -> field.by(STEP).to(Kind.CONTACT));
        it.add("opportunity", "Became opportunity", Type.RECORD, field -> field.by(STEP).to(Kind.OPPORTUNITY));
        kept(it);
    }

    private static void opportunity() {
        var it = new Adding(Kind.OPPORTUNITY);
        it.add("account", "Account", Type.RECORD, field -> field.to(Kind.ACCOUNT));
        it.add("name", "Name", Type.TEXT, field -> field.saying("Empty means account and product name it"));
        it.add("product", "Product", Type.RECORD, field -> field.to(Kind.PRODUCT));
        it.add("owner", "Owner", Type.PERSON);
        it.add("pipeline", "Pipeline", Type.PIPELINE, field -> field.by(STEP).mandatory());
        it.add("stage", "Stage", Type.STAGE, field -> field.mandatory());
        it.add("outcome", "Closed as", Type.CHOICE, field -> field.by(STEP).choosing("WON", "Won", "COMPETITOR", "Lost to a competitor", "NO_DECISION", "No decision",
                "INTERNAL", "Built internally", "UNSAID", "Lost, nobody said how"));
        it.add("amount", "Value", Type.MONEY);
        it.add("currency", "Currency", Type.CURRENCY);
        it.add("closes_on", "Closes", Type.DATE, field -> field.saying("Expected while open, the real day once closed"));
        it.add("next_step", "Next step", Type.TEXT, field -> field.saying("Who does what, by when?"));
        it.add("engaged_on", "Engaged", Type.DATE, field -> field.in(MORE));
        it.add("lead_source", "Came by", Type.TEXT, field -> field.in(MORE));
        it.add("team", "Team", Type.TEAM, field -> field.in(MORE));
        it.add("competitor", "Competitor", Type.TEXT, field -> field.in(MORE));
        it.add("ending", "What was learned", Type.LONG_TEXT, field -> field.by(STEP));
        it.add("tags", "Tags", Type.WORDS, field -> field.in(MORE));
        it.add("description", "Description", Type.LONG_TEXT, field -> field.in(MORE));
        it.add("stage_since", "In stage since", Type.DATE, field -> field.by(KEPT));
        it.add("stuck", "Stuck", Type.YES_NO, field -> field.by(COUNTED).saying("Longer in its stage than four of five deals that were won from there"));
        kept(it);
    }

    private static void product() {
        var it = new Adding(Kind.PRODUCT);
        it.add("name", "Product", Type.TEXT, field -> field.mandatory());
        it.add("code", "Code", Type.TEXT);
        it.add("series", "Series", Type.TEXT);
        it.add("list_price", "List price", Type.MONEY);
        it.add("currency", "Currency", Type.CURRENCY);
        it.add("retired", "No longer sold", Type.YES_NO);
        it.add("description", "Description", Type.LONG_TEXT);
        kept(it);
    }

    private static void activity() {
        var it = new Adding(Kind.ACTIVITY);
        it.add("name", "What", Type.TEXT, field -> field.mandatory());
        it.add("sort", "Kind", Type.CHOICE, field -> field.mandatory().choosing("CALL", "Call", "MEETING", "Meeting", "EMAIL", "E-mail", "LETTER", "Letter", "NOTE", "Note", "TASK", "Task"));
        it.add("owner", "Who", Type.PERSON);
        it.add("happens_at", "When", Type.MOMENT);
        it.add("minutes", "Minutes", Type.NUMBER);
        it.add("outcome", "Outcome", Type.TEXT);
        it.add("due_on", "Due", Type.DATE);
        it.add("remind_at", "Remind at", Type.MOMENT);
        it.add("done_at", "Done", Type.MOMENT, field -> field.by(STEP));
        it.add("account", "Account", Type.RECORD, field -> field.to(Kind.ACCOUNT));
        it.add("contact", "Contact", Type.RECORD, field -> field.to(Kind.CONTACT));
        it.add("opportunity", "Opportunity", Type.RECORD, field -> field.to(Kind.OPPORTUNITY));
        it.add("lead", "Lead", Type.RECORD, field -> field.to(Kind.LEAD));
        it.add("description", "What was said", Type.LONG_TEXT);
        kept(it);
    }

    private static void address(Adding it) {
        it.add("street", "Street", Type.TEXT, field -> field.in(ADDRESS));
        it.add("postcode", "Postcode", Type.TEXT, field -> field.in(ADDRESS));
        it.add("city", "City", Type.TEXT, field -> field.in(ADDRESS));
        it.add("region", "Region", Type.TEXT, field -> field.in(ADDRESS));
        it.add("country", "Country", Type.COUNTRY, field -> field.in(ADDRESS));
    }

    private static void kept(Adding it) {
        it.add("source", "Imported from", Type.TEXT, field -> field.by(KEPT));
        it.add("source_id", "Id there", Type.TEXT, field -> field.by(KEPT));
        it.add("created_at", "Added", Type.MOMENT, field -> field.by(KEPT));
        it.add("updated_at", "Changed", Type.MOMENT, field -> field.by(KEPT));
    }

    private record Adding(Kind kind, List<Field> fields) {

        Adding(Kind kind) {
            this(kind, new ArrayList<>());
            FIELDS.put(kind, fields);
        }

        void add(String column, String label, Type type) {
            fields.add(Field.of(kind, column, label, type));
        }

        void add(String column, String label, Type type, java.util.function.UnaryOperator<Field> more) {
            fields.add(more.apply(Field.of(kind, column, label, type)));
        }
    }
}

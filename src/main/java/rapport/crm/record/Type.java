package rapport.crm.record;

/** What a field holds, and how PostgreSQL keeps it. */
public enum Type {
    TEXT("text"),
    LONG_TEXT("text"),
    EMAIL("text"),
    PHONE("text"),
    LINK("text"),
    COUNTRY("text"),
    CURRENCY("text"),
    TIME_ZONE("text"),
    NUMBER("int"),
    MONEY("numeric"),
    DATE("date"),
    MOMENT("timestamptz"),
    YES_NO("boolean"),
    CHOICE("text"),
    CHOICES("text[]"),
    WORDS("text[]"),
    PERSON("uuid"),
    TEAM("uuid"),
    PIPELINE("uuid"),
    STAGE("uuid"),
    RECORD("uuid");

    private final String postgres;

    Type(String postgres) {
        this.postgres = postgres;
    }

    public String postgres() {
        return postgres;
    }

    public boolean isMany() {
        return this == CHOICES || this == WORDS;
    }

    public boolean isOrdered() {
        return this == NUMBER || this == MONEY || this == DATE || this == MOMENT;
    }

    public boolean isText() {
        return postgres.equals("text") && this != CHOICE;
    }

    /** Names something else by its id. */
    public boolean isReference() {
        return postgres.equals("uuid");
    }

    /** Stands at the end of its column. */
    public boolean isNumber() {
        return this == NUMBER || this == MONEY || this == DATE || this == MOMENT;
    }
}

package rapport.prospecting.plays;

import rapport.prospecting.Channel;

/** What is done in a step. */
public enum StepKind {
    AUTO_EMAIL("E-mail that sends itself", Channel.EMAIL),
    DRAFT_EMAIL("E-mail you look over and send", Channel.EMAIL),
    CALL("Call", Channel.CALL),
    SOCIAL_TASK("Message on a network", Channel.SOCIAL),
    FAX("Fax", Channel.FAX),
    LETTER("Letter", Channel.LETTER),
    GIFT("Gift card with a note", Channel.GIFT),
    INTRO_ASK("Ask for an introduction", Channel.INTRODUCTION),
    GENERIC("Something else", Channel.TASK);

    private final String title;
    private final Channel channel;

    StepKind(String title, Channel channel) {
        this.title = title;
        this.channel = channel;
    }

    public String title() {
        return title;
    }

    public Channel channel() {
        return channel;
    }

    /** Whether it goes out without anybody's hand. */
    public boolean isAutomatic() {
        return this == AUTO_EMAIL;
    }

    /** Whether it cannot do without a subject. */
    public boolean hasSubject() {
        return this == AUTO_EMAIL || this == DRAFT_EMAIL;
    }
}

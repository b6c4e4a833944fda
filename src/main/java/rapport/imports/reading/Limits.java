package rapport.imports.reading;

/** How large things may be before a file is taken for a mistake. */
final class Limits {

    static final long BYTES = 1L << 30;
    static final long UNPACKED = 500L << 20;
    static final int HEAD = 64 << 10;
    static final int COLUMNS = 2_000;

    /** Characters of one cell; a note with a mail in it has hundreds of thousands. */
    static final int CELL = 4 << 20;

    private Limits() {}
}

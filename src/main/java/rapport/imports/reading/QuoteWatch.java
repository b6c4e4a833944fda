package rapport.imports.reading;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Notices a quotation mark that is never closed: it swallows the rest of the file, and readers take that for one long value.
 * A mark counts where a value begins; one in the middle of a word is an inch.
 */
final class QuoteWatch extends FilterReader {

    private enum At {
        BEGIN,
        PLAIN,
        QUOTED,
        MARK
    }

    private final char delimiter;
    private At at = At.BEGIN;
    private long line = 1;
    private long opened;

    QuoteWatch(Reader in, char delimiter) {
        super(in);
        this.delimiter = delimiter;
    }

    /** The line of a mark that is still open; 0 when none is. */
    long open() {
        return at == At.QUOTED ? opened : 0;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        var read = super.read(buffer, offset, length);
        for (var i = offset; i < offset + read; i++) {
            see(buffer[i]);
        }
        return read;
    }

    @Override
    public int read() throws IOException {
        var read = super.read();
        if (read >= 0) {
            see((char) read);
        }
        return read;
    }

    private void see(char c) {
        if (at == At.BEGIN && c == '"') {
            at = At.QUOTED;
            opened = line;
        } else if (at == At.QUOTED) {
            at = c == '"' ? At.MARK : At.QUOTED;
        } else if (at == At.MARK && c == '"') {
            at = At.QUOTED;
        } else {
            at = c == delimiter || c == '\n' || c == '\r' ? At.BEGIN : At.PLAIN;
        }
        if (c == '\n') {
            line++;
        }
    }
}

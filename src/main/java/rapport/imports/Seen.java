package rapport.imports;

import org.jspecify.annotations.Nullable;

/** Which keys were read, on which line, and what they said: some 50 bytes a row, so that a million rows are remembered in a few megabytes. */
final class Seen {

    /** @param file its position @param content a digest of what the row said */
    record Row(int file, long line, int content) {}

    private static final int LONGS = 3;
    private static final long LINES = 1L << 40;

    private long[] rows = new long[LONGS * 1024];
    private int size;

    /** @return what was read under the key before; null when nothing was, and the row is remembered */
    @Nullable Row putIfAbsent(long key, Row row) {
        if (size * 2 >= rows.length / LONGS) {
            grow();
        }
        var at = place(rows, key);
        if (rows[at + 1] != 0) {
            return new Row((int) (rows[at + 1] / LINES), rows[at + 1] % LINES, (int) rows[at + 2]);
        }
        put(rows, at, key, row.file * LINES + row.line, row.content);
        size++;
        return null;
    }

    /** Lines count from 1, so that a place whose line is 0 is free. */
    private static int place(long[] rows, long key) {
        var places = rows.length / LONGS;
        var place = Math.floorMod(key * 0x9E3779B97F4A7C15L >>> 20, places);
        while (rows[place * LONGS + 1] != 0 && rows[place * LONGS] != key) {
            place = (place + 1) % places;
        }
        return place * LONGS;
    }

    private void grow() {
        var larger = new long[rows.length * 2];
        for (var at = 0; at < rows.length; at += LONGS) {
            if (rows[at + 1] != 0) {
                put(larger, place(larger, rows[at]), rows[at], rows[at + 1], rows[at + 2]);
            }
        }
        rows = larger;
    }

    private static void put(long[] rows, int at, long key, long line, long content) {
        rows[at] = key;
        rows[at + 1] = line;
        rows[at + 2] = content;
    }
}

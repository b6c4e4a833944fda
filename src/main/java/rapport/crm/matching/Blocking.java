package rapport.crm.matching;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Puts records that share a key into one block, so that only those are compared instead of everyone with everyone.
 *
 * <p>Source: Christen, "A Survey of Indexing Techniques for Scalable Record Linkage and Deduplication", IEEE
 * Transactions on Knowledge and Data Engineering 24 (2012).
 */
final class Blocking {

    /** Sees each pair once; {@code left} is the one listed earlier. */
    interface Pairs {
        void accept(int left, int right);
    }

    /**
     * Records: a key shared by more tells nothing, and comparing them all takes the square of the time. Of 20, 30,
     * 50 and 100 tried on the bench's sets, 50 lost next to no true pair and took half the time of 100.
     */
    private static final int LARGEST_BLOCK = 50;

    private final long[] sharedKeys;
    private final int[][] blocks;
    private final List<long[]> keys;

    /** @param keys of each record, without repetition */
    Blocking(List<long[]> keys) {
        this.keys = keys;
        long[] all = keys.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        this.sharedKeys = shared(all);
        this.blocks = new int[sharedKeys.length][];
        fill();
    }

    /** Keys that between two and {@link #LARGEST_BLOCK} records have. */
    private static long[] shared(long[] sorted) {
        var shared = LongStream.builder();
        for (int start = 0, end; start < sorted.length; start = end) {
            end = endOfRun(sorted, start);
            if (end - start > 1 && end - start <= LARGEST_BLOCK) {
                shared.add(sorted[start]);
            }
        }
        return shared.build().toArray();
    }

    private static int endOfRun(long[] sorted, int start) {
        int end = start + 1;
        while (end < sorted.length && sorted[end] == sorted[start]) {
            end++;
        }
        return end;
    }

    private void fill() {
        var sizes = new int[sharedKeys.length];
        for (int record = 0; record < keys.size(); record++) {
            for (long key : keys.get(record)) {
                int block = Arrays.binarySearch(sharedKeys, key);
                if (block >= 0) {
                    blocks[block] = added(blocks[block], sizes[block]++, record);
                }
            }
        }
        for (int block = 0; block < blocks.length; block++) {
            blocks[block] = Arrays.copyOf(blocks[block], sizes[block]);
        }
    }

    private static int[] added(int[] block, int size, int record) {
        int[] roomy = block == null ? new int[2] : size == block.length ? Arrays.copyOf(block, 2 * size) : block;
        roomy[size] = record;
        return roomy;
    }

    /** Every two records that share a block, once, in the order of the records. */
    void forEachPair(Pairs pairs) {
        var metBy = new int[keys.size()];
        Arrays.fill(metBy, -1);
        for (int left = 0; left < keys.size(); left++) {
            for (long key : keys.get(left)) {
                int block = Arrays.binarySearch(sharedKeys, key);
                if (block >= 0) {
                    meet(left, blocks[block], metBy, pairs);
                }
            }
        }
    }

    private static void meet(int left, int[] block, int[] metBy, Pairs pairs) {
        for (int i = block.length - 1; i >= 0 && block[i] > left; i--) {
            if (metBy[block[i]] != left) {
                metBy[block[i]] = left;
                pairs.accept(left, block[i]);
            }
        }
    }
}

package rapport.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static rapport.support.TestClock.START;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionOperations;
import rapport.calendar.Hold.Clash;
import rapport.calendar.Hold.Granted;
import rapport.kernel.PersonId;
import rapport.kernel.Slot;
import rapport.kernel.Workspaces;
import rapport.support.WholeTest;

@WholeTest
class CalendarTests {

    static final Slot MORNING = Slot.of(START, Duration.ofMinutes(45));

    @Autowired Calendar calendar;
    @Autowired TransactionOperations transactions;

    final PersonId maya = new PersonId(UUID.randomUUID());
    final PersonId tom = new PersonId(UUID.randomUUID());

    @Test
    void whereOneIsBusyNobodyIsBookedAndTheCallersTransactionGoesOn() {
        assertThat(protect(MORNING, Set.of(tom))).isInstanceOf(Granted.class);

        transactions.executeWithoutResult(_ -> {
            assertThat(calendar.protect(MORNING, "Coaching", Set.of(maya, tom))).isEqualTo(new Clash(tom, MORNING.end()));
            assertThat(calendar.protect(MORNING, "Alone, then", Set.of(maya))).isInstanceOf(Granted.class);
        });
        assertThat(protect(MORNING, Set.of(maya))).isEqualTo(new Clash(maya, MORNING.end()));
    }

    @Test
    void oneSlotMayBeginWhenAnotherEnds() {
        assertThat(protect(MORNING, Set.of(maya, tom))).isInstanceOf(Granted.class);
        assertThat(protect(Slot.of(MORNING.end(), MORNING.length()), Set.of(maya, tom))).isInstanceOf(Granted.class);
    }

    @Test
    void ofTwoWhoWantTheSamePeopleAtOnceExactlyOneGetsThem() throws Exception {
        var workspace = Workspaces.current().orElseThrow();
        var together = new CyclicBarrier(2);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var day = 0; day < 50; day++) {
                var slot = Slot.of(START.plus(Duration.ofDays(day)), MORNING.length());
                Function<Set<PersonId>, Future<Hold>> asked = people -> threads.submit(() -> Workspaces.in(workspace, () -> {
                    together.await();
                    return protect(slot, people);
                }));
                var one = asked.apply(inOrder(maya, tom));
                var other = asked.apply(inOrder(tom, maya));

                assertThat(List.of(one.get(), other.get()))
                        .hasAtLeastOneElementOfType(Granted.class).hasAtLeastOneElementOfType(Clash.class);
            }
        }
    }

    private static Set<PersonId> inOrder(PersonId... people) {
        return new LinkedHashSet<>(List.of(people));
    }

    private Hold protect(Slot slot, Set<PersonId> people) {
        return transactions.execute(_ -> calendar.protect(slot, "Coaching", people));
    }
}

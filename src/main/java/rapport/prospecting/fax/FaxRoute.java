package rapport.prospecting.fax;

import java.io.IOException;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rapport.prospecting.dispatch.Carrier;
import rapport.prospecting.dispatch.Outcome;
import rapport.prospecting.fax.HylafaxSession.SaidNo;
import rapport.prospecting.paper.FaxPages;

/** A conversation kept from fax to fax. The server's number of each is kept before it is submitted: nothing goes out that cannot be asked after. */
final class FaxRoute implements Carrier.Route {

    private static final Logger LOG = LoggerFactory.getLogger(FaxRoute.class);

    private final FaxDoor door;
    private final FaxJobs jobs;
    private final FaxPages pages;
    private @Nullable HylafaxSession session;

    FaxRoute(FaxDoor door, FaxJobs jobs, FaxPages pages) {
        this.door = door;
        this.jobs = jobs;
        this.pages = pages;
    }

    @Override
    public Outcome deliver(Object parcel) {
        var fax = (FaxPages.Fax) parcel;
        HylafaxSession line;
        long job;
        try {
            line = connected();
        } catch (IOException | IllegalStateException e) { // the latter when the password was sealed with another key
            return new Outcome.Shut("%s did not let us in: %s".formatted(door.host(), words(e)));
        }
        try {
            for (var before : jobs.begunBefore(fax.touch()).stream().toList()) {
                line.kill(before);
            }
            var document = line.store(pages.print(fax));
            job = line.create();
            jobs.begun(fax.touch(), door.line(), job);
            line.describe(fax.number(), fax.owner(), fax.touch().toString(), document);
        } catch (IOException e) {
            hangUp();
            return new Outcome.Later("%s did not take the fax: %s".formatted(door.host(), words(e)), false);
        }
        return submitted(line, job, fax.touch());
    }

    private Outcome submitted(HylafaxSession line, long job, UUID touch) {
        try {
            line.submit();
        } catch (SaidNo e) {
            return e.isForGood() ? new Outcome.Refused(words(e), false) : new Outcome.Later(words(e), false);
        } catch (IOException e) {
            hangUp();
            return new Outcome.Unknown("The line broke before the server said that it has taken it: " + e.getMessage());
        }
        jobs.submitted(touch);
        return new Outcome.Sent("Job " + job);
    }

    private static String words(Exception error) {
        return Objects.requireNonNullElse(error.getMessage(), "no reason given");
    }

    private HylafaxSession connected() throws IOException {
        if (session == null) {
            session = HylafaxSession.open(door);
        }
        return session;
    }

    private void hangUp() {
        if (session != null) {
            try {
                session.close();
            } catch (IOException e) {
                LOG.debug("{} hung up first: {}", door.host(), e.getMessage());
            }
            session = null;
        }
    }

    @Override
    public void close() {
        hangUp();
    }
}

package rapport.imports.web;

import java.time.Clock;
import java.util.List;
import rapport.imports.Import;
import rapport.kernel.Viewer;
import rapport.web.Option;
import rapport.web.PageHead;
import rapport.web.PageHead.Crumb;
import rapport.web.Part;
import rapport.web.Say;

/** One import: a head that stays, and a body that moves while something is under way. */
public record ImportPage(PageHead head, ImportBody body) implements Part {

    static ImportPage of(Import it, List<Option> stages, Viewer viewer, Clock clock) {
        var title = switch (it.state()) {
            case REHEARSING, REHEARSED -> "Import: a rehearsal";
            case REFUSED -> "Import: something to mend";
            case ASKING -> "Import: a question first";
            case RUNNING -> "Import: under way";
            case DONE -> "Imported";
            case UNDONE -> "Import: undone";
            case DISCARDED -> "Import: discarded";
        };
        var lede = switch (it.state()) {
            case REHEARSING, REHEARSED -> "Everything below is what would happen. Nothing has been written yet.";
            case ASKING -> "One thing has to be said before the files can be read. Nothing has been written yet.";
            case REFUSED -> "Nothing was written. Mend the files and drop them again.";
            case RUNNING -> "It is written all at once when it is through. Closing this page does not stop it.";
            case DONE -> it.changesNothing() ? "Everything was here already; nothing changed." : "%s are in.".formatted(Say.count(it.records(), "record", "records"));
            case UNDONE -> "What it had brought is gone again, except what somebody has changed since.";
            case DISCARDED -> "Nothing was written.";
        };
        return new ImportPage(new PageHead(title, lede, List.of(new Crumb("Settings", "/settings"), new Crumb("Import", "/imports")), List.of()),
                ImportBody.of(it, stages, viewer, clock));
    }

    @Override
    public String template() {
        return "imports/run/show";
    }
}

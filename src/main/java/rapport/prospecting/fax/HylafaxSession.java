package rapport.prospecting.fax;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A conversation with a HylaFAX server (hfaxd's client protocol on port 4559, an FTP dialect). A job gets its number before it is
 * submitted, and is not sent without that: whoever keeps the number in between can ask later what became of it.
 */
final class HylafaxSession implements AutoCloseable {

    private static final int MILLIS_30 = 30_000;
    private static final int ANY_FAILURE = 400;
    private static final Pattern PASSIVE = Pattern.compile("\\((\\d+),(\\d+),(\\d+),(\\d+),(\\d+),(\\d+)\\)");
    private static final Pattern FILE = Pattern.compile("FILE: ([^ )]+)");
    private static final Pattern JOB = Pattern.compile("jobid: (\\d+)");

    /** How a job stands. @param state READY, SLEEPING, ACTIVE, DONE, FAILED and so on; SUSPENDED is not submitted @param pages sent */
    record State(String state, String status, int pages) {

        boolean isOver() {
            return state.equals("DONE") || state.equals("FAILED");
        }
    }

    /** The server has answered, and said no. Below 500 it may say otherwise later. */
    static final class SaidNo extends IOException {

        private static final long serialVersionUID = 1L;

        private final int code;

        SaidNo(int code, String words) {
            super(words);
            this.code = code;
        }

        boolean isForGood() {
            return code >= 500;
        }
    }

    private final Socket line;
    private final BufferedReader in;
    private final OutputStream out;

    private HylafaxSession(Socket line) throws IOException {
        this.line = line;
        this.in = new BufferedReader(new InputStreamReader(line.getInputStream(), StandardCharsets.UTF_8));
        this.out = line.getOutputStream();
    }

    static HylafaxSession open(FaxDoor door) throws IOException {
        var line = new Socket();
        try {
            line.connect(new InetSocketAddress(door.host(), door.port()), MILLIS_30);
            line.setSoTimeout(MILLIS_30);
            var session = new HylafaxSession(line);
            session.answer();
            var code = session.say("USER " + door.login());
            if (code.startsWith("331")) {
                session.say("PASS " + Objects.requireNonNullElse(door.password().get(), ""));
            }
            session.say("TZONE GMT");
            return session;
        } catch (IOException | RuntimeException e) {
            line.close();
            throw e;
        }
    }

    /** @return what the server calls the document */
    String store(byte[] pdf) throws IOException {
        say("TYPE I");
        say("FORM PDF");
        var where = PASSIVE.matcher(say("PASV"));
        if (!where.find()) {
            throw new IOException("It did not say where the document goes");
        }
        try (var data = new Socket()) {
            // The host it names may be one only it knows; the one that was reached is right.
            data.connect(new InetSocketAddress(line.getInetAddress(), Integer.parseInt(where.group(5)) * 256 + Integer.parseInt(where.group(6))), MILLIS_30);
            var name = FILE.matcher(say("STOT"));
            if (!name.find()) {
                throw new IOException("It did not say what it calls the document");
            }
            data.getOutputStream().write(pdf);
            data.shutdownOutput();
            answer();
            return name.group(1);
        }
    }

    /** A new job, not submitted yet. */
    long create() throws IOException {
        var job = JOB.matcher(say("JNEW"));
        if (!job.find()) {
            throw new IOException("It gave the job no number");
        }
        return Long.parseLong(job.group(1));
    }

    /** @param number E.164 @param touch kept by the server beside the job */
    void describe(String number, String owner, String touch, String document) throws IOException {
        set("FROMUSER", quoted(owner));
        set("LASTTIME", "000259"); // DDHHMM: it is given up after three hours
        set("MAXDIALS", "6");
        set("MAXTRIES", "3");
        set("SCHEDPRI", "127");
        set("DIALSTRING", quoted(number));
        set("EXTERNAL", quoted(number));
        set("NOTIFYADDR", quoted("root"));
        set("NOTIFY", quoted("none"));
        set("VRES", "196");
        set("JOBINFO", quoted(touch));
        say("JPARM DOCUMENT " + document);
    }

    private void set(String parameter, String value) throws IOException {
        say("JPARM %s %s".formatted(parameter, value));
    }

    private static String quoted(String text) {
        return '"' + text.replaceAll("[\"\\p{Cntrl}]", " ") + '"';
    }

    /** From now on it goes out. */
    void submit() throws IOException {
        say("JSUBM");
    }

    /** Empty when the server knows no such job: it was never submitted, or is over for some while. */
    Optional<State> state(long job) throws IOException {
        try {
            say("JOB " + job);
        } catch (SaidNo e) {
            return Optional.empty();
        }
        return Optional.of(new State(value("STATE"), value("STATUS"), Integer.parseInt(value("NPAGES"))));
    }

    private String value(String parameter) throws IOException {
        return say("JPARM " + parameter).substring(3).strip();
    }

    /** So that it never goes out; one that is not there any more is dead already. */
    void kill(long job) throws IOException {
        try {
            say("JKILL " + job);
        } catch (SaidNo e) {
            if (!e.isForGood()) {
                throw e;
            }
        }
    }

    private String say(String words) throws IOException {
        out.write((words + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        return answer();
    }

    /** Several lines when a dash stands behind the code. */
    private String answer() throws IOException {
        var line = line();
        while (line.length() > 3 && line.charAt(3) == '-') {
            line = line();
        }
        if (!line.matches("\\d{3}.*")) {
            throw new IOException("It said what nobody understands: " + line);
        }
        var code = Integer.parseInt(line.substring(0, 3));
        if (code >= ANY_FAILURE) {
            throw new SaidNo(code, line);
        }
        return line;
    }

    private String line() throws IOException {
        @Nullable String line = in.readLine();
        if (line == null) {
            throw new IOException("It hung up");
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        line.close();
    }
}

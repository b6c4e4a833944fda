package rapport.prospecting.paper;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.audit.Audit;
import rapport.crm.record.Phones;
import rapport.kernel.Forbidden;
import rapport.kernel.Refused;
import rapport.kernel.Viewer;

/** What stands on paper about whoever writes. */
@Service
@Transactional
public class Letterheads {

    /** @param country ISO 3166 @param phone and fax as E.164 @param paper A4 or LETTER */
    public record Letterhead(String company, String street, String postcode, String city, String country, @Nullable String phone, @Nullable String fax, @Nullable String email, String paper) {

        /** In one line, above an address behind a window. */
        public String inOneLine() {
            return String.join(" · ", Stream.of(company, street, postcode + " " + city).filter(it -> !it.isBlank()).toList());
        }

        List<String> lines() {
            return Stream.of(company, street, postcode + " " + city, phone == null ? "" : "Telephone " + Phones.shown(phone), fax == null ? "" : "Fax " + Phones.shown(fax), email == null ? "" : email).filter(it -> !it.isBlank()).toList();
        }
    }

    private final Audit audit;
    private final JdbcClient jdbc;

    Letterheads(Audit audit, JdbcClient jdbc) {
        this.audit = audit;
        this.jdbc = jdbc;
    }

    @Transactional(readOnly = true)
    public Optional<Letterhead> letterhead() {
        return jdbc.sql("select company, street, postcode, city, country, phone, fax, email, paper from prospecting.letterhead").query(Letterhead.class).optional();
    }

    /** @throws Refused for a number that is none */
    public void set(Letterhead wish, Viewer viewer) {
        if (!viewer.role().administers()) {
            throw new Forbidden("prospecting.letterhead", "The letterhead is set by an administrator.");
        }
        var phone = number(wish.phone, wish.country, "telephone");
        var fax = number(wish.fax, wish.country, "fax");
        jdbc.sql("""
                        insert into prospecting.letterhead (company, street, postcode, city, country, phone, fax, email, paper) values (:company, :street, :postcode, :city, :country, :phone, :fax, :email, :paper)
                        on conflict (workspace) do update set company = excluded.company, street = excluded.street, postcode = excluded.postcode, city = excluded.city, country = excluded.country, phone = excluded.phone, fax = excluded.fax, email = excluded.email, paper = excluded.paper""")
                .param("company", wish.company).param("street", wish.street).param("postcode", wish.postcode).param("city", wish.city).param("country", wish.country).param("phone", phone).param("fax", fax).param("email", wish.email).param("paper", wish.paper).update();
        audit.record("prospecting.letterhead.set", "letterhead", Map.of("company", wish.company), viewer);
    }

    private static @Nullable String number(@Nullable String text, String country, String what) {
        if (text == null || text.isBlank()) {
            return null;
        }
        var number = Phones.normal(text, country);
        if (!number.startsWith("+")) {
            throw new Refused("prospecting.letterhead-" + what, "“%s” is no %s number of %s.".formatted(text, what, country));
        }
        return number;
    }
}

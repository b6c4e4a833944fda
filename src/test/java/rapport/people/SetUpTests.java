package rapport.people;

import static org.assertj.core.api.Assertions.assertThat;
import static rapport.support.Csrf.csrf;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import rapport.support.WholeTest;

/** Set-up happens once in the life of a database, so one test tells its whole story. */
@WholeTest
class SetUpTests {

    @Autowired MockMvcTester browser;
    @Autowired SetUp setUp;

    @Test
    void whoKnowsTheCodeOpensTheFirstWorkspaceAndNobodyAfterThem() {
        var company = "Northlight " + UUID.randomUUID();
        assertThat(browser.get().uri("/set-up")).hasStatusOk();
        assertThat(browser.post().uri("/set-up").with(csrf()).param("code", "WRONG-WRONG").param("workspace", company)
                        .param("fullName", "Maya Lindqvist").param("email", "maya@northlight.example").param("password", "short"))
                .hasStatus(422).bodyText().contains("not the code that stands in the console", "At least 10 characters", "Maya Lindqvist");
        assertThat(setUp.isNeeded()).isTrue();

        var in = browser.post().uri("/set-up").with(csrf()).param("code", "abcde 23456").param("workspace", company)
                .param("fullName", "Maya Lindqvist").param("email", "Maya@Northlight.example").param("password", "a sentence to remember").exchange();
        assertThat(in).hasStatus(303);
        assertThat(browser.get().uri("/today").cookie(in.getResponse().getCookie("rapport"))).hasStatusOk().bodyText().contains("Maya Lindqvist", company);

        assertThat(browser.get().uri("/set-up")).hasStatus(303);
        assertThat(browser.post().uri("/set-up").with(csrf()).param("code", "ABCDE-23456").param("workspace", "Another")
                        .param("fullName", "Eve").param("email", "eve@example.com").param("password", "a sentence to remember"))
                .hasStatus(422).bodyText().contains("set up already");
    }
}

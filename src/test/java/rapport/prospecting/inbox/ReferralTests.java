package rapport.prospecting.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom they name instead of themselves. */
class ReferralTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Thank you. Please talk to Ada Lund (ada.lund@brightwater.example), she runs the plants.|ada.lund@brightwater.example",
        "Not my area. You should contact my colleague ada@brightwater.example|ada@brightwater.example",
        "The right person is Ada: ADA@brightwater.example.|ada@brightwater.example",
        "Bitte wenden Sie sich an Frau Lund, ada@brightwater.example.|ada@brightwater.example",
        "Für Verpackung zuständig ist Ada Lund <ada@brightwater.example>|ada@brightwater.example",
        "Adressez-vous à Ada Lund : ada@brightwater.example, merci.|ada@brightwater.example",
        "Veuillez contacter ada@brightwater.example|ada@brightwater.example",
        "Hable con mi compañera: ada@brightwater.example|ada@brightwater.example"})
    void whoIsNamedIsFound(String said, String named) {
        assertThat(Referral.in(said, "jonna@brightwater.example")).map(Referral::email).contains(named);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Thursday at ten suits us.", "Please talk to Ada about it.", "Please contact me at jonna@brightwater.example", "We write to ada@brightwater.example every week. Thursday at ten?", ""})
    void nobodyIsNamed(String said) {
        assertThat(Referral.in(said, "jonna@brightwater.example")).isEmpty();
    }
}

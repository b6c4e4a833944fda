package rapport.prospecting.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rapport.support.Check;

/** When somebody is back, in four languages. All came in on Wednesday, 7 January 2026. */
class AbsenceTests {

    static final LocalDate WEDNESDAY = LocalDate.of(2026, 1, 7);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            I am out of the office and will be back on 12 January.                                  | 2026-01-12
            I'll be back on Monday, January 12th, 2026.                                             | 2026-01-12
            Thank you for your mail. I will return on January 19 and answer then.                   | 2026-01-19
            I am on annual leave until 16 January 2026.                                             | 2026-01-19
            I am away from 5 January to 14 January with no access to e-mail.                        | 2026-01-15
            Out of office until Friday.                                                             | 2026-01-12
            I will be back in the office tomorrow.                                                  | 2026-01-08
            I'm on parental leave through 2 March 2026, please contact Eva.                         | 2026-03-03
            Returning 2026-01-20.                                                                   | 2026-01-20
            I will be out of the office from 01/05/2026 until 01/16/2026.                           | 2026-01-19
            I am travelling and return next Tuesday.                                                | 2026-01-13
            Ich bin ab dem 12. Januar wieder im Büro.                                               | 2026-01-12
            Ich bin bis einschließlich 16.01.2026 nicht im Haus.                                    | 2026-01-19
            Vielen Dank für Ihre Nachricht. Ab 12.1. bin ich wieder für Sie da.                     | 2026-01-12
            Bis zum 9. Januar bin ich im Urlaub.                                                    | 2026-01-12
            Ich bin vom 05.01. bis 13.01.26 abwesend.                                               | 2026-01-14
            Am Montag bin ich zurück. Ich bin wieder da am Montag.                                  | 2026-01-12
            Meine Rückkehr ist am 2. Februar.                                                       | 2026-02-02
            Ich bin morgen nicht da und am Dienstag, den 13. Januar 2026 wieder erreichbar.         | 2026-01-13
            Je suis absent jusqu'au 16 janvier inclus.                                              | 2026-01-19
            Je serai de retour le 12 janvier 2026.                                                  | 2026-01-12
            Absente du bureau du 5 au 14 janvier, merci de contacter Luc.                           | 2026-01-15
            De retour lundi 19 janvier.                                                             | 2026-01-19
            Je suis en congé jusqu’au 1er mars.                                                     | 2026-03-02
            Mon retour est prévu le mardi 3 février.                                                | 2026-02-03
            Estaré fuera de la oficina hasta el 16 de enero.                                        | 2026-01-19
            Vuelvo el 12 de enero de 2026.                                                          | 2026-01-12
            Estaré de vuelta el lunes 19 de enero.                                                  | 2026-01-19
            Me encuentro de vacaciones del 5 al 14 de enero.                                        | 2026-01-15
            Regreso el miércoles 21 de enero.                                                       | 2026-01-21
            I am out of the office and back on 3 January 2027.                                      | 2027-01-04
            """)
    @Check(value = 6, figure = "31 samples in four languages")
    void theirFirstWorkingDay(String words, LocalDate back) {
        assertThat(Absence.back(words, WEDNESDAY)).contains(back);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            I am out of the office and read my mail now and then.
            Founded on 12 January 1998, we are back in business.
            Ich bin zurzeit nicht im Büro.
            Please call +49 30 1234567 until I am back.
            """)
    void whatNamesNoDay(String words) {
        assertThat(Absence.back(words, WEDNESDAY)).isEmpty();
    }

    @Test
    void aDayThatDoesNotExistIsNoDay() {
        assertThat(Absence.back("I will be back on 31 February 2026.", WEDNESDAY)).isEmpty();
    }
}

package rapport.crm.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the manner, nobody's deal becomes a hundred times as large. */
class NumeralTest {

    /** Two thousand amounts, each written in both manners, grouped and not, with as many decimals as it has or with two. */
    @Test
    void moneyIsTheSameInBothManners() {
        var random = new Random(20261123);
        for (var i = 0; i < 2_000; i++) {
            var cents = BigDecimal.valueOf((long) Math.pow(10, random.nextDouble() * 14), 2);
            for (var locale : List.of(Locale.UK, Locale.GERMANY, Locale.of("en", "IN"), Locale.of("pl"), Locale.FRANCE)) {
                for (var pattern : List.of("#,##0.00", "0.00", "#,##0.##", "0.##")) {
                    var written = new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(locale)).format(cents);
                    if (written.matches("\\d{1,3}\\.\\d{3}")) {
                        continue; // German thousands without decimals: in English a number with three
                    }
                    assertThat(Numeral.read(written)).as("%s in %s", written, locale).isEqualByComparingTo(cents);
                }
            }
        }
    }

    @Test
    void aCommaBeforeThreeDigitsGroupsThem() {
        assertThat(Numeral.read("1,250")).isEqualByComparingTo("1250");
        assertThat(Numeral.read("1,250.5")).isEqualByComparingTo("1250.5");
        assertThat(Numeral.read("12,34,567")).isEqualByComparingTo("1234567");
        assertThat(Numeral.read("1.250.000")).isEqualByComparingTo("1250000");
        assertThat(Numeral.read("0,925")).isEqualByComparingTo("0.925");
        assertThat(Numeral.read("- 1 250,5")).isEqualByComparingTo("-1250.5");
    }

    @Test
    void whatFitsNeitherMannerIsNoNumber() {
        for (var wrong : List.of("", ",", "1,", "1,25,50", "1.25,500", "1250,000", "1,2500", "1.250,500", "1,250,5", "lots")) {
            assertThatThrownBy(() -> Numeral.read(wrong)).as(wrong).isInstanceOf(NumberFormatException.class);
        }
    }
}

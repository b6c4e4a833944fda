package rapport;

import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.modulith.Modulithic;
import org.springframework.scheduling.annotation.EnableAsync;
import rapport.kernel.Told;

@EnableAsync
@Modulithic(systemName = "Rapport", sharedModules = {"kernel", "web", "audit"})
@SpringBootApplication(proxyBeanMethods = false)
public class Rapport {

    /**
     * The only clock; no other code asks the system for the time. It ticks in microseconds, as PostgreSQL keeps them, so
     * that what is read equals what was written. The offset is for demos, and checked by {@code ops.ClockCheck}.
     */
    @Bean
    Clock clock(@Value("${rapport.clock.offset:PT0S}") Duration offset) {
        return Told.over(Clock.offset(Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000)), offset));
    }
}

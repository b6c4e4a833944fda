package rapport.support;

import java.net.SocketException;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistrar;
import rapport.prospecting.sender.NameServer;

/** The domain name system of tests: nobody outside is asked anything. */
@TestConfiguration(proxyBeanMethods = false)
public class TestNames {

    @Bean(destroyMethod = "close")
    NameServer nameServer() throws SocketException {
        return new NameServer();
    }

    @Bean
    DynamicPropertyRegistrar namesOfTests(NameServer server) {
        return registry -> registry.add("rapport.dns", server::address);
    }
}

package rapport.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import rapport.e2e.GalleryWorkspace;
import rapport.e2e.Routes;
import rapport.prospecting.dispatch.Mortal;
import rapport.prospecting.inbox.Reader;

/**
 * The whole program on a real database and a real port, in one application context that all tests share. Every test has a
 * workspace to itself, beside those of all others, and a clock that stands still.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@AutoConfigureMockMvc
@Import({TestDatabase.class, TestClock.class, TestNames.class, Team.class, Book.class, Rows.class, FilledWorkspace.class, Mortal.class, Reader.class, Routes.class, GalleryWorkspace.class, GalleryWorkspace.AnyRow.class})
@ExtendWith(OwnWorkspace.class)
public @interface WholeTest {}

/** What will probably come: rates, quotas and the forecast over open opportunities. */
@NamedInterface("forecast")
@NullMarked
package rapport.crm.forecast;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

/** What will probably come: rates, quotas and the forecast over open opportunities. */
@NullMarked
package rapport.crm.forecast;

import org.jspecify.annotations.NullMarked;

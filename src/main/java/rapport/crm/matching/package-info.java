/**
 * Finds records that tell of the same person, organisation or thing: which pairs, how sure, and why.
 *
 * <p>Source: Fellegi and Sunter, "A Theory for Record Linkage", Journal of the American Statistical Association 64
 * (1969): evidence for and against is weighed field by field and added up. Nothing here is learned from a set; one
 * table of weights ({@link rapport.crm.matching.Weights}) serves people, accounts and anything else with fields.
 */
@NamedInterface("matching")
@NullMarked
package rapport.crm.matching;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

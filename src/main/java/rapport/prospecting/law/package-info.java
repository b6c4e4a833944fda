/** What the law allows, as data: by country and channel, with where it is written. */
@NamedInterface("law")
@NullMarked
package rapport.prospecting.law;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

@NullMarked
package rapport.crm.web;

import org.jspecify.annotations.NullMarked;

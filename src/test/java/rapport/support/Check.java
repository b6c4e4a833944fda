package rapport.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Which promise of docs/prospecting-checks.md a test keeps. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(Check.All.class)
public @interface Check {

    /** Its number, 1 to 25. */
    int value();

    /** What was measured, where something is. */
    String figure() default "";

    /** More than one. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface All {
        Check[] value();
    }
}

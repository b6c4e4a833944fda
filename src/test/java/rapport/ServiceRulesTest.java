package rapport;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.conditions.ArchConditions.have;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static org.springframework.core.annotation.AnnotatedElementUtils.findMergedAnnotation;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.data.repository.Repository;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import rapport.kernel.Fact;
import rapport.kernel.TypedId;
import rapport.kernel.Viewer;

/** What every service, read model and listener owes the workspace and the viewer. */
class ServiceRulesTest {

    /** Colleagues' names: who is in the workspace may know them. */
    static final Set<String> OPEN_TO_ALL = Set.of(
            "rapport.people.People.namesOf(java.util.Collection)",
            // a secret instead of a viewer
            "rapport.calendar.Feeds.appointments(rapport.web.SignedIn)",
            "rapport.coaching.AcceptLinks.question(rapport.coaching.AcceptLinks$Asked)",
            "rapport.coaching.AcceptLinks.accept(java.lang.String, rapport.coaching.AcceptLinks$Asked)",
            // before there is a viewer: these make one
            "rapport.people.People.viewer(rapport.web.SignedIn, java.util.Locale)",
            "rapport.people.SignIn.open(java.util.UUID, rapport.kernel.WorkspaceId, java.lang.String, java.lang.String)",
            "rapport.kernel.WorkspaceRegister.exists(rapport.kernel.WorkspaceId)",
            "rapport.kernel.WorkspaceRegister.close(rapport.kernel.WorkspaceRegister$Workspace)",
            "rapport.kernel.WorkspaceRegister.open(rapport.kernel.WorkspaceId, java.lang.String, boolean)");

    static final Set<Class<?>> DATABASE = Set.of(JdbcClient.class, JdbcOperations.class, Repository.class);

    @Test
    void whoeverNamesSomethingSaysWhoIsAsking() {
        methods().that().arePublic()
                .and().areDeclaredInClassesThat().areMetaAnnotatedWith(Component.class)
                .and().areDeclaredInClassesThat().arePublic()
                .and(not(describe("join their caller's transaction", ServiceRulesTest::joinsItsCaller)))
                .and(not(describe("are open to all", it -> OPEN_TO_ALL.contains(it.getFullName()))))
                .and(describe("take an id, a list of ids or a record with one", ServiceRulesTest::takesAnId))
                .should(have(describe("a Viewer", ServiceRulesTest::takesAViewer)))
                .check(ModularityTests.EVERYTHING);
    }

    @Test
    void whoeverHoldsTheDatabaseIsTransactional() {
        methods().that().areNotPrivate().and().areNotStatic()
                .and().areDeclaredInClassesThat(describe("hold the database", ServiceRulesTest::holdsTheDatabase))
                .should().beMetaAnnotatedWith(Transactional.class)
                .orShould().beDeclaredInClassesThat().areMetaAnnotatedWith(Transactional.class)
                .because("the workspace is known only inside a transaction")
                .check(ModularityTests.EVERYTHING);
    }

    @Test
    void whatIsListenedToSaysItsWorkspace() {
        methods().that().areMetaAnnotatedWith(ApplicationModuleListener.class)
                .should().haveRawParameterTypes(describe("one Fact",
                        it -> it.size() == 1 && it.getFirst().isAssignableTo(Fact.class)))
                .allowEmptyShould(true) // a program without a listener keeps the rule
                .check(ModularityTests.EVERYTHING);
    }

    private static boolean joinsItsCaller(JavaMethod method) {
        var own = findMergedAnnotation(method.reflect(), Transactional.class);
        var transaction = own != null ? own : findMergedAnnotation(method.getOwner().reflect(), Transactional.class);
        return transaction != null && transaction.propagation() == Propagation.MANDATORY;
    }

    private static boolean takesAnId(JavaMethod method) {
        return method.getParameterTypes().stream().anyMatch(ServiceRulesTest::containsAnId);
    }

    private static boolean takesAViewer(JavaMethod method) {
        return method.getRawParameterTypes().stream().anyMatch(it -> it.isEquivalentTo(Viewer.class));
    }

    private static boolean containsAnId(JavaType type) {
        return type.getAllInvolvedRawTypes().stream().anyMatch(it -> it.isAssignableTo(TypedId.class)
                || it.isRecord() && it.getFields().stream().filter(field -> !field.getModifiers().contains(JavaModifier.STATIC)).anyMatch(field -> containsAnId(field.getType())));
    }

    private static boolean holdsTheDatabase(JavaClass type) {
        return type.getFields().stream()
                .anyMatch(field -> DATABASE.stream().anyMatch(it -> field.getRawType().isAssignableTo(it)));
    }
}

package rapport.support;

import java.lang.reflect.Method;
import java.util.UUID;
import java.util.function.Function;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.modulith.test.ScenarioCustomizer;
import org.springframework.test.context.junit.jupiter.SpringExtension;
import rapport.kernel.WorkspaceId;
import rapport.kernel.WorkspaceRegister;
import rapport.kernel.Workspaces;

/** Binds a workspace of its own around every test, with the clock at its start. Nothing needs cleaning up. */
class OwnWorkspace implements ScenarioCustomizer {

    @Override
    public void interceptBeforeEachMethod(Invocation<Void> call, ReflectiveInvocationContext<Method> method,
            ExtensionContext test) throws Throwable {
        Workspaces.in(workspaceOf(test), call::proceed);
    }

    @Override
    public void interceptTestMethod(Invocation<Void> call, ReflectiveInvocationContext<Method> method,
            ExtensionContext test) throws Throwable {
        Workspaces.in(workspaceOf(test), () -> {
            ScenarioCustomizer.super.interceptTestMethod(call, method, test);
            return test;
        });
    }

    @Override
    public void interceptTestTemplateMethod(Invocation<Void> call, ReflectiveInvocationContext<Method> method,
            ExtensionContext test) throws Throwable {
        Workspaces.in(workspaceOf(test), call::proceed);
    }

    /** The binding does not cross threads, and Awaitility asks in one of its own. */
    @Override
    public Function<ConditionFactory, ConditionFactory> getDefaultCustomizer(Method method, ApplicationContext context) {
        return ConditionFactory::pollInSameThread;
    }

    private static WorkspaceId workspaceOf(ExtensionContext test) {
        return test.getStore(Namespace.create(OwnWorkspace.class, test.getUniqueId()))
                .computeIfAbsent("workspace", _ -> begin(SpringExtension.getApplicationContext(test)), WorkspaceId.class);
    }

    private static WorkspaceId begin(ApplicationContext context) {
        context.getBean(TestClock.class).restart();
        return context.getBean(WorkspaceRegister.class).open("Test " + UUID.randomUUID(), true).id();
    }
}

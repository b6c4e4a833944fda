package rapport.kernel;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import rapport.support.TestDatabase;
import rapport.support.WholeTest;

@WholeTest
class RowSecurityTests {

    @Autowired TestDatabase database;
    @Autowired Flyway flyway;
    @Autowired FlywayMigrationStrategy migrations;

    @Test
    void aRoleThatSeesTooMuchDoesNotServe() {
        var careless = "careless_" + System.nanoTime(); // roles belong to the server and outlive the database
        database.as("postgres").sql("""
                do $$ begin
                  create role %1$s login bypassrls password '%1$s';
                  execute format('grant connect on database %%I to %1$s', current_database());
                end $$""".formatted(careless)).update();

        assertThatThrownBy(() -> startAs("postgres")).hasMessageContaining("it serves as a superuser");
        assertThatThrownBy(() -> startAs(careless)).hasMessageContaining("its role may bypass row-level security");
        assertThatThrownBy(() -> startAs("rapport_owner")).hasMessageContaining("or may become, the owner of the tables");
        assertThatNoException().isThrownBy(() -> startAs("rapport_app"));
    }

    @Test
    void aTableWithoutItsPoliciesStopsTheStart() {
        var owner = database.as("rapport_owner");
        owner.sql("create table people.careless (workspace uuid, id uuid)").update();
        assertThatThrownBy(() -> startAs("rapport_app")).hasMessageContaining("people.careless lacks its policies");

        owner.sql("call kernel.keep_apart('people.careless')").update();
        assertThatNoException().isThrownBy(() -> startAs("rapport_app"));

        owner.sql("create policy shortcut on people.careless to rapport_app using (true)").update();
        assertThatThrownBy(() -> startAs("rapport_app")).hasMessageContaining("people.careless lacks its policies");

        owner.sql("drop table people.careless").update();
    }

    /** What runs as the owner is shown every workspace, for the owner's policy lets everything through. */
    @Test
    void aViewOrFunctionWithItsOwnersEyesStopsTheStart() {
        var owner = database.as("rapport_owner");
        owner.sql("create view people.everybody as select * from people.person").update();
        owner.sql("create function people.headcount() returns bigint security definer return 1").update();
        assertThatThrownBy(() -> startAs("rapport_app"))
                .hasMessageContaining("people.everybody runs as its owner")
                .hasMessageContaining("people.headcount() runs as its owner");

        owner.sql("alter view people.everybody set (security_invoker = true)").update();
        owner.sql("drop function people.headcount()").update();
        assertThatNoException().isThrownBy(() -> startAs("rapport_app"));

        owner.sql("drop view people.everybody").update();
    }

    @Test
    void aDatabaseOfANewerProgramIsRefused() {
        var owner = database.as("rapport_owner");
        owner.sql("""
                insert into flyway_schema_history_people
                       (installed_rank, version, description, type, script, installed_by, execution_time, success)
                values (99, '99', 'from the future', 'SQL', 'V99__future.sql', 'rapport_owner', 1, true)""").update();

        assertThatThrownBy(() -> migrations.migrate(flyway)).hasMessageContaining("not resolved locally: 99");

        owner.sql("delete from flyway_schema_history_people where installed_rank = 99").update();
    }

    private void startAs(String role) {
        new RowSecurity(database.as(role));
    }
}

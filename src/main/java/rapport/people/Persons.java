package rapport.people;

import java.util.List;
import java.util.Optional;
import org.springframework.data.repository.Repository;
import rapport.kernel.PersonId;

interface Persons extends Repository<Person, PersonId> {

    Person save(Person person);

    Optional<Person> findById(PersonId id);

    Optional<Person> findByEmail(String email);

    List<Person> findByFullName(String fullName);
}

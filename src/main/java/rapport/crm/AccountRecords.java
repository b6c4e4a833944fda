package rapport.crm;

import java.util.Optional;
import org.springframework.data.repository.Repository;

interface AccountRecords extends Repository<Account, AccountId> {

    Account save(Account account);

    Optional<Account> findById(AccountId id);
}

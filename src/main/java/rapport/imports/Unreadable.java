package rapport.imports;

/** Why a file is no table. */
final class Unreadable extends Exception {

    private final transient Problem problem;

    Unreadable(Problem problem) {
        super(problem.sentence());
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}

"""`make mutate`: do the tests of `make check` notice when the code is wrong?

Three hundred mutants, drawn from all there are (`make mutate COUNT=300 SEED=1`; a seed draws the same ones from the same
code): a comparison turned round, a number one off, an argument that is None, a word in capitals. Each is put into a copy of
the tree, and the tests that run its line are run on it, quickest first, until one fails. It prints how many were killed,
and every survivor with its place and its difference. It ends with 1 where a survivor is new.

A survivor is read: most show a gap, which a sharper test closes. Some are as right as what they replace (equivalent), or
differ in what nobody was promised. They go into `explained.toml` with the reason, and are not tried again.

`make mutate TESTS=fast` asks the fast tests of these rooms and of what is built on them, which takes longer.

Which test runs which line is measured first, as long as the tests take, twice; it is kept in `.mutation/` until the program
changes. A mutant gets `SECONDS=200` of tests, as measured, the quick ones of every file first: for what all the program runs
through, a survivor of those is tried by more with `make mutate SECONDS=2000`; what was killed stays so and costs no time.
Of test files that
changed since, the tests are measured anew. What a test runs in a process of its own is not seen, so it is no
reason to choose it. Not part of CI, nor of `make test`.

| module | holds |
|---|---|
| `mutants.py` | what is made wrong, by mutmut's operators |
| `copies.py` | the copies of the tree |
| `tests_of_lines.py` | which tests run a line |
| `statements.py` | the statement that a line belongs to, and which lines use what runs on import |
| `serving.py` | the pytest plugin that runs them on one mutant after the other, each in a forked process |
| `choosing.py` | the pytest plugin for what can't be exchanged in a running process: what runs on import |
| `judging.py` | one mutant: killed, or not |
| `killed.py` | those that were killed in an earlier run |
| `explained.py`, `explained.toml` | survivors with their reasons |
"""

ROOMS = ["sheets", "intake", "control", "return_form", "schema", "compliance", "tracker", "hosts/file"]

# `make demo` and `make test` set up everything they need; `make check` is the quick look before a commit.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
# Tests start the product some thousand times: where nothing may be kept, each would compile it anew.
unexport PYTHONDONTWRITEBYTECODE
# A group of tests runs in one process; groups begin in the order that tests/conftest.py has them in.
SPREAD := --dist loadgroup --no-loadscope-reorder
DEMO ?= demo
DEMO_LANG ?= $(if $(findstring zh,$(LANG)),zh,en)

.PHONY: help demo test check lint types fast docs build bench libreoffice clean

help:
	@echo "make demo    set up and run the main job on a made-up school (folder $(DEMO)/)"
	@echo "make test    set up everything, LibreOffice included, and run all tests"
	@echo "make check   lint, types and the quickest tests: before every commit"
	@echo "make fast    all tests but those of LibreOffice and the slow ones"
	@echo "make coverage   all tests again, with the lines that none of them runs"
	@echo "make build   build the templates and the reference pages from the schema"
	@echo "make security what SECURITY.md promises, tested, with figures"
	@echo "make bench   the benchmarks"
	@echo "make release what people download, with checksums, from what is committed: dist/"
	@echo "make pictures every sheet as it opens and as it is printed, in $(PICTURES)"
	@echo "make mutate  makes the code wrong in 300 places and looks whether the quick tests notice"
	@echo "make soak    long runs: all that make test tries a part of, LibreOffice, hostile contents and files, faults; a few hours"

$(BIN)/softenv-xl: pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: apt-get install python3 python3-venv"; exit 2; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "The venv module is missing: apt-get install python3-venv"; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/dev: $(BIN)/softenv-xl
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group dev
	@touch $@

demo: $(BIN)/softenv-xl
	$(BIN)/softenv-xl demo $(DEMO) --lang $(DEMO_LANG)

libreoffice:
	@sh tests/libreoffice/install.sh

# Independent judges of the workbooks that are written: the Open XML SDK's own validator.
.PHONY: validators
validators:
	@sh tests/validators/install.sh

# A browser that looks at the bulletin's pages, and axe.
.PHONY: browser
browser:
	@sh tests/browser/install.sh

# The sources of locales, of which the tests make the Chinese one of old terminals.
.PHONY: locales
locales:
	@sh tests/terminal/install.sh

# The mail server that the tests of mailboxes start for themselves.
.PHONY: mailserver
mailserver:
	@sh tests/mail/install.sh

# All of these, one after the other: the system's packages are installed by one at a time.
.PHONY: system
system:
	@for programs in libreoffice validators terminal mail browser; do sh tests/$$programs/install.sh || exit; done

test: $(VENV)/dev system
	$(BIN)/python -m pytest -n 3 $(SPREAD)

# Which lines no test runs. Not part of `make test`: watching every line takes time.
.PHONY: coverage
coverage: $(VENV)/dev system
	$(BIN)/python -m pytest -n 2 $(SPREAD) --cov --cov-report=term:skip-covered

# Of the tests only those that move a real mouse over a made-up screen.
.PHONY: clicks
clicks: $(VENV)/dev libreoffice
	$(BIN)/python -m pytest -m clicks

# Every sheet as it opens, and every printed page: look at them before and after a change to what sheets look like.
PICTURES ?= pictures
.PHONY: pictures
pictures: $(VENV)/dev libreoffice
	$(BIN)/python -m tests.pictures $(PICTURES)

# The long runs: all tests with everything that `make test` tries a part of; staff and buttons in turn on an open workbook, and LibreOffice killed in the middle of a press;
# departments' packs merged by the buttons; hostile contents; two thousand hostile files; a fault at every system call of every command that writes.
.PHONY: soak
soak: $(VENV)/dev system
	SOFTENV_THOROUGH=1 $(BIN)/python -m pytest -n 3 $(SPREAD)
	SOFTENV_SEQUENCES=$${SOFTENV_SEQUENCES:-1000} SOFTENV_KILLS=$${SOFTENV_KILLS:-20} $(BIN)/python -m pytest tests/hosts/soak
	SOFTENV_CONTENTS=$${SOFTENV_CONTENTS:-100000} SOFTENV_STEPS=$${SOFTENV_STEPS:-100000} $(BIN)/python -m pytest -n 2 tests/hostile/contents
	SOFTENV_PASSPORTS=$${SOFTENV_PASSPORTS:-10000} $(BIN)/python -m pytest tests/passport/test_mutations.py
	SOFTENV_MERGES=$${SOFTENV_MERGES:-10000} $(BIN)/python -m pytest tests/exchange/merge/test_properties.py
	SOFTENV_MERGED_SCHOOLS=$${SOFTENV_MERGED_SCHOOLS:-100} $(BIN)/python -m pytest tests/exchange/merge/test_in_libreoffice.py
	$(BIN)/python -m tests.hostile.files 2080
	$(BIN)/python -m tests.hostile.faults

# Every promise of SECURITY.md: its tests are run, and the table is printed.
.PHONY: security
security: $(VENV)/dev locales
	$(BIN)/python -m tests.hostile --run

# Wrong code, which the tests of `make check` have to notice: see tests/mutation/__init__.py. Not part of `make test`: it takes an hour.
TESTS ?= quick
COUNT ?= 300
SEED ?= 1
SECONDS ?= 200
.PHONY: mutate
mutate: $(VENV)/dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group mutation
	$(BIN)/python -m tests.mutation --count $(COUNT) --seed $(SEED) --seconds $(SECONDS) --tests $(TESTS)

# The tests of a moment: `make check` is for every commit. `python -m tests.quick` measures anew which those are.
.PHONY: quick
quick: $(VENV)/dev
	$(BIN)/python -m pytest -n 2 $(SPREAD) -m "not libreoffice and not slow" --quick

fast: $(VENV)/dev
	$(BIN)/python -m pytest -n 2 $(SPREAD) -m "not libreoffice and not slow"

lint: $(VENV)/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports

types: $(VENV)/dev
	$(BIN)/mypy

check: lint types quick

build: $(VENV)/dev
	$(BIN)/softenv-xl build workbooks
	$(BIN)/python -m docs.generate

docs: build

# What makes the add-in's macros is held to the very file that was examined.
.PHONY: release
release: $(VENV)/dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r macros/excel/requirements.txt
	$(BIN)/python -m softenv_xl.addin.release dist

bench: $(VENV)/dev libreoffice
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group bench
	$(BIN)/python -m benchmarks

clean:
	rm -rf $(VENV) $(DEMO) .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage*

# Two commands matter: `make demo` and `make test`. `make help` lists the others.
.DELETE_ON_ERROR:
.PHONY: help demo test test-quick mutants matrix lint bench docs shots messages migration lock clean
SHELL := /bin/bash
VENV ?= .venv
PYTHON ?= $(shell scripts/find-python)
PY := $(VENV)/bin/python
PORT ?= 8000
MANAGE := $(PY) example_site/manage.py

help:
	@echo "make demo       the example site with demo content at http://127.0.0.1:$(PORT) (PORT= to change)"
	@echo "make test       every test, on SQLite and PostgreSQL and in a browser (COVERAGE=1 to measure what they reach)"
	@echo "make test-quick unit and integration tests on SQLite (two minutes and a half)"
	@echo "make mutants    change rules one by one and see whether a test notices (ROOM=name for one room)"
	@echo "make matrix     unit and integration tests with each supported Python, Django and Wagtail (ENVS=name,name for some)"
	@echo "make lint       style, types, import direction, templates, scripts, style sheets, migrations"
	@echo "make bench      every promised number beside a baseline, one JSON object a line"
	@echo "make docs       the documentation in docs/_build/html"
	@echo "make shots      screenshots for README and docs"
	@echo "make messages   collect and compile the two catalogues"
	@echo "make migration  write the next migration (NAME=what_changes)"
	@echo "make lock       write requirements/dev.lock anew after a change of dependencies (UPGRADE=1 for newest releases)"
	@echo "make clean      remove what was installed and built; demo data stays"

$(VENV)/.demo: pyproject.toml scripts/install
	@scripts/install demo "$(PYTHON)" "$(VENV)"

$(VENV)/.dev: pyproject.toml requirements/dev.lock scripts/install
	@scripts/install dev "$(PYTHON)" "$(VENV)"

demo: $(VENV)/.demo
	@PORT=$(PORT) scripts/demo "$(PY)"

test: $(VENV)/.dev
	@scripts/prepare-tests
	@$(PY) scripts/run_tests.py $(if $(COVERAGE),--coverage)

test-quick: $(VENV)/.dev
	@WDE_QUICK=1 $(PY) -m pytest -q -n 2 --dist worksteal -m "not slow" tests/unit tests/integration

mutants: $(VENV)/.dev
	@$(PY) scripts/mutants.py $(ROOM)

matrix: $(VENV)/.dev
	@$(PY) scripts/matrix.py $(ENVS)

lint: $(VENV)/.dev
	@scripts/prepare-lint "$(VENV)"
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/djlint --lint --quiet wagtail_disability_events/templates example_site
	$(VENV)/node/node_modules/.bin/biome check --error-on-warnings
	$(VENV)/bin/lint-imports --no-logo
	$(VENV)/bin/mypy
	$(MANAGE) makemigrations --check --dry-run

bench: $(VENV)/.dev
	@scripts/prepare-tests
	@$(PY) -m tests.benchmarks

docs: $(VENV)/.dev
	$(VENV)/bin/sphinx-build -W --keep-going -q -b html docs docs/_build/html
	@echo "Open docs/_build/html/index.html"

shots: $(VENV)/.dev
	@scripts/prepare-tests
	@$(PY) -m scripts.shots

messages: $(VENV)/.dev
	@scripts/prepare-tests
	@$(PY) scripts/messages.py

migration: $(VENV)/.dev
	@$(PY) scripts/migration.py $(NAME)

lock: $(VENV)/.dev
	@scripts/lock "$(PY)"

clean:
	rm -rf $(VENV) .tox build dist docs/_build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis htmlcov .coverage*

.PHONY: demo test lint clean
VENV ?= .venv
PY := $(VENV)/bin/python
PORT ?= 8000

$(VENV)/.installed: pyproject.toml
	@echo "Installing into $(VENV) (about a minute) …"
	python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: install it, then run this again."; exit 1; }
	test -x $(PY) || python3 -m venv $(VENV)
	$(VENV)/bin/pip install -q -e ".[dev]"
	touch $@

demo: $(VENV)/.installed
	mkdir -p example_site/var
	$(PY) example_site/manage.py migrate -v0
	$(PY) example_site/manage.py load_demo
	@echo "Open http://127.0.0.1:$(PORT)/ — admin at /admin/ (accounts admin, xuanchuan, shenhe, huodong; password demo)"
	$(PY) example_site/manage.py runserver $(PORT)

test: $(VENV)/.installed
	$(PY) -m pytest

lint: $(VENV)/.installed
	$(VENV)/bin/ruff check example_site tests --select E9,F63,F7,F82
	$(VENV)/bin/ruff check wagtail_disability_events --select E9,F63,F7,F82
	$(PY) example_site/manage.py makemigrations --check --dry-run

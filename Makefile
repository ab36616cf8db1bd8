# make site     set up .venv, extract the briefs of content/articles, build site/
# make serve    show the site while you edit content/
# make test     everything: lint, types, all tests with a real browser, coverage (some five minutes on two cores)
# make check    what runs in some 40 seconds on two idle cores: lint, types, tests that are not slow
# make golden   write what the tests got as what they expect; read the diff before you keep it
# make quality  measure extraction: make quality EVAL=DIR
# make clean    delete what was built; make distclean the virtual environment too

VENV ?= .venv
# Tools from the virtual environment; `make` finds its Python as python3.x by itself.
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
EVAL ?=

# Lines and branches of briefgen/ that all tests must run at least, in percent.
COVERAGE := 90

FAST := -m "not slow and not browser" --timeout 10
# Parts of the tests, which run side by side: what reads text, what makes and serves sites (and often waits), and all else.
TEXT := tests/extract tests/model
SITES := tests/publish tests/serve
NO_TEXT := tests $(TEXT:%=--ignore=%)
REST := $(NO_TEXT) $(SITES:%=--ignore=%)
# Their output one after the other, where make can do that (4.0 and later).
SIDE_BY_SIDE := $(MAKE) --no-print-directory --jobs=3 --keep-going $(if $(filter output-sync,$(.FEATURES)),--output-sync)
# Python keeps what it made of the modules and tests, even where the caller's terminal forbids it: a quarter of the time.
export PYTHONDONTWRITEBYTECODE =
WITH_NODE = PATH="$(CURDIR)/$(VENV)/node/node_modules/.bin:$$PATH"

.DEFAULT_GOAL := site
.PHONY: site serve test check lint golden quality clean distclean
.PHONY: fast-text fast-sites fast-rest all-text all-rest

site: $(VENV)/.installed
	$(BIN)/briefgen extract
	$(BIN)/briefgen build
	@echo
	@echo "The site is in site/: open site/index.html, or preview it with \`make serve\`."

serve: $(VENV)/.installed
	$(BIN)/briefgen serve --open

$(VENV)/.installed: pyproject.toml
	@scripts/setup.sh venv $(VENV)
	$(PIP) --editable .
	@touch $@

$(VENV)/.test-installed: $(VENV)/.installed
	$(PIP) --editable ".[test]"
	@touch $@

lint: $(VENV)/.test-installed
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo --no-cache

check: $(VENV)/.test-installed
	@$(SIDE_BY_SIDE) fast-text fast-sites fast-rest lint

fast-text: $(VENV)/.test-installed
	HYPOTHESIS_PROFILE=check $(BIN)/pytest -q $(FAST) $(TEXT)

fast-sites: $(VENV)/.test-installed
	HYPOTHESIS_PROFILE=check $(BIN)/pytest -q $(FAST) $(SITES)

fast-rest: $(VENV)/.test-installed
	HYPOTHESIS_PROFILE=check $(BIN)/pytest -q $(FAST) $(REST)

test: lint
	@scripts/setup.sh browser
	@scripts/setup.sh node $(VENV)/node
	@$(SIDE_BY_SIDE) all-rest all-text
	@$(BIN)/coverage combine --quiet .coverage.text .coverage.rest
	@echo "Lines and branches that the tests run, in percent (at least $(COVERAGE)):"
	@$(BIN)/coverage report --format=total --fail-under=$(COVERAGE)

all-text: $(VENV)/.test-installed
	COVERAGE_FILE=.coverage.text $(BIN)/pytest -q --cov --cov-report= $(TEXT)

all-rest: $(VENV)/.test-installed
	COVERAGE_FILE=.coverage.rest $(WITH_NODE) $(BIN)/pytest -q --cov --cov-report= $(NO_TEXT)

golden: $(VENV)/.test-installed
	$(BIN)/pytest -q $(FAST) --update-golden
	git diff --stat

quality: $(VENV)/.test-installed
	@test -n "$(EVAL)" || { echo "use: make quality EVAL=DIR (docs/quality.md says where the data is)"; exit 2; }
	$(BIN)/python -m benchmarks.quality gate --eval $(EVAL)

clean:
	rm -rf site .briefgen dist build .coverage .coverage.* htmlcov .pytest_cache .mypy_cache .ruff_cache
	find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +

distclean: clean
	rm -rf $(VENV)

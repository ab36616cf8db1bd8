# make site     set up .venv, extract the briefs of content/articles, build site/
# make serve    show the site while you edit content/
# make test     everything: lint, types, all tests with a real browser (up to 15 minutes)
# make check    what runs in half a minute: lint, types, fast tests
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

.DEFAULT_GOAL := site
.PHONY: site serve test check fast lint golden quality clean distclean

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

# Both at once: two cores are enough for half a minute.
check: $(VENV)/.test-installed
	@$(MAKE) --no-print-directory --jobs=2 lint fast

fast: $(VENV)/.test-installed
	HYPOTHESIS_PROFILE=check $(BIN)/pytest -q $(FAST)

test: lint
	@scripts/setup.sh browser
	@scripts/setup.sh node $(VENV)/node
	PATH="$(CURDIR)/$(VENV)/node/node_modules/.bin:$$PATH" $(BIN)/pytest -q --cov --cov-report= --cov-fail-under=$(COVERAGE)

golden: $(VENV)/.test-installed
	$(BIN)/pytest -q $(FAST) --update-golden
	git diff --stat

quality: $(VENV)/.test-installed
	@test -n "$(EVAL)" || { echo "use: make quality EVAL=DIR (docs/quality.md says where the data is)"; exit 2; }
	$(BIN)/python -m benchmarks.quality gate --eval $(EVAL)

clean:
	rm -rf site .briefgen dist build .coverage htmlcov .pytest_cache .mypy_cache .ruff_cache
	find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +

distclean: clean
	rm -rf $(VENV)

# Everything sets itself up in .venv; a second run starts at once.
.PHONY: demo test docs check lock clean
.DELETE_ON_ERROR:

VENV := .venv
STAMP := $(VENV)/.installed
BIN := $(VENV)/bin

demo: $(STAMP)
	$(BIN)/detente demo --out demo

test: $(STAMP)
	$(BIN)/python -m pytest

# The five checks that CI runs before the tests.
check: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

docs: $(STAMP)
	$(BIN)/mkdocs build --strict --quiet

# Needs uv; everybody else installs from the lock.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --group dev --group docs pyproject.toml -o requirements.lock

$(STAMP): requirements.lock pyproject.toml tools/setup.sh
	sh tools/setup.sh $(VENV)
	@touch $@

clean:
	rm -rf $(VENV) demo site .pytest_cache .mypy_cache .ruff_cache .hypothesis

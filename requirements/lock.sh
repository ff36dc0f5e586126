#!/usr/bin/env bash
# Compiles the pinned sets from pyproject.toml: hashes for all, addresses for none.
set -euo pipefail
command -v uv >/dev/null || { echo "Install uv first: pip install uv" >&2; exit 1; }
compile() { uv pip compile -q --generate-hashes --no-emit-index-url --no-annotate --no-header --universal --python-version 3.11 "$@"; }
compile pyproject.toml -o requirements/runtime.txt
compile pyproject.toml --extra test -o requirements/test.txt
compile pyproject.toml --extra test --extra check -o requirements/check.txt

#!/usr/bin/env bash
# Installs one pinned set into the virtual environment, and the project itself beside it.
set -euo pipefail
venv=$1 set=$2
echo "Installing what requirements/$set.txt pins (once) …"
"$venv/bin/pip" install --quiet --no-compile --require-hashes -r "requirements/$set.txt"
# What pip would compile on one core goes on all of them. Some packages carry files that are not meant to compile.
"$venv/bin/python" -m compileall -qq -j 0 "$venv/lib" || true
# A path file instead of a build: the checkout itself is the package, and nothing unpinned is fetched.
"$venv/bin/python" requirements/link_checkout.py
touch "$venv/.$set"

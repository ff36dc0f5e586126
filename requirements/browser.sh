#!/usr/bin/env bash
# The browser tests drive Debian's Chromium: its shell without a window, and for notifications the whole.
# As root we fetch both, else one line says how. With either of them the tests run.
set -euo pipefail
missing=()
for name in chromium chromium-headless-shell; do
  command -v "$name" >/dev/null || missing+=("$name")
done
if [ ${#missing[@]} -gt 0 ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing ${missing[*]} for the browser tests (once) …"
  timeout 180 apt-get update -qq || true
  for name in "${missing[@]}"; do
    DEBIAN_FRONTEND=noninteractive timeout 600 apt-get install -y -qq "$name" >/dev/null || true
  done
fi
for name in chromium-headless-shell chromium chromium-browser; do
  command -v "$name" >/dev/null && exit 0
done
echo "Chromium is missing. Install it once: sudo apt-get install chromium chromium-headless-shell" >&2
exit 1

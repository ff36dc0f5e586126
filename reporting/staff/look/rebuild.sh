#!/usr/bin/env bash
# Compiles static/staff.css and copies htmx, from the exact versions in package.json. Needs node and npm; the service
# needs neither. Run it after a change of look/*.scss or of a version, and commit what it made.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cp "$here/package.json" "$work/"
(cd "$work" && npm install --no-package-lock --no-audit --no-fund --ignore-scripts --silent)
vendor="$here/../static/vendor"
mkdir -p "$vendor/htmx" "$vendor/bootstrap"
cp "$work/node_modules/htmx.org/dist/htmx.min.js" "$vendor/htmx/htmx.min.js"
cp "$work/node_modules/htmx.org/LICENSE" "$vendor/htmx/LICENSE"
cp "$work/node_modules/bootstrap/LICENSE" "$vendor/bootstrap/LICENSE"
node "$work/node_modules/sass/sass.js" --no-source-map --style=compressed --quiet-deps --silence-deprecation=import \
  --load-path="$work/node_modules" "$here/staff.scss" "$here/../static/staff.css"
# A data: address in the style sheet would be refused by img-src 'self'.
if grep -q 'url("\?data:' "$here/../static/staff.css"; then
  echo "staff.css holds a data: address; give the icon as a file in static/shapes/" >&2
  exit 1
fi

#!/bin/sh
# Write requirements.lock and requirements-dev.lock: exact versions with hashes, for every platform
# and every Python from 3.11 on. Needs uv. UPGRADE=1 takes the newest that pyproject.toml allows.
# The locks name no index: each machine installs from the one it is configured for.
set -eu
cd "$(dirname "$0")/.."
command -v uv >/dev/null || { echo "make lock needs uv (https://docs.astral.sh/uv/)" >&2; exit 1; }

compile() {
    out=$1; shift
    uv pip compile pyproject.toml --group build "$@" --universal --python-version 3.11 --generate-hashes \
        --no-strip-extras --no-header ${UPGRADE:+--upgrade} -o "$out" -q
    { echo "# Written by \`make lock\`; do not edit. Ranges and reasons: pyproject.toml, docs/dependencies.md"
      cat "$out"; } > "$out.new"
    mv "$out.new" "$out"
}

compile requirements.lock --extra masking
compile requirements-dev.lock --extra dev --extra masking -c requirements.lock

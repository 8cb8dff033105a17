#!/bin/sh
# What the benchmarks measure masking beside, into .venv. Nothing but `make bench` uses it; without it a row says so.
set -eu
cd "$(dirname "$0")/.."
uv=""
if [ -z "${NO_UV:-}" ]; then uv=$(command -v uv || true); fi
echo "peers: installing into .venv"
if [ -n "$uv" ]; then
    "$uv" pip install -q --python .venv/bin/python -e '.[peers]'
else
    .venv/bin/python -m pip --version >/dev/null 2>&1 || .venv/bin/python -m ensurepip >/dev/null
    .venv/bin/python -m pip --disable-pip-version-check install -q -e '.[peers]'
fi

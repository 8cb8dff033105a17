#!/bin/sh
# Make .venv hold exactly what a lock file says, and the package itself, editable.
#   scripts/setup.sh run   what it takes to run Zhengan     (requirements.lock)
#   scripts/setup.sh dev   … and to test and build it        (requirements-dev.lock)
# Quick when nothing changed: a stamp keeps the digest of what was installed.
# PYTHON=…  chooses the interpreter for a new .venv.  NO_UV=1  keeps to pip.
set -eu
cd "$(dirname "$0")/.."
kind=${1:-run}
case $kind in
    run) lock=requirements.lock ;;
    dev) lock=requirements-dev.lock ;;
    *) echo "setup: unknown kind '$kind' (run or dev)" >&2; exit 2 ;;
esac

fail() { printf '\n无法安装 Setup failed: %s\n为什么 Why: %s\n怎么办 Do: %s\n\n' "$1" "$2" "$3" >&2; exit 1; }

is_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
    for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
        if is_enough "$candidate"; then command -v "$candidate"; return; fi
    done
    found=$(python3 --version 2>/dev/null || echo 'no python3 at all')
    fail "no Python 3.11 or newer" "this machine has $found" \
        "install Python 3.11+ (Debian 12: apt-get install python3 python3-venv), or name one: PYTHON=/path/to/python make setup"
}

make_venv() {
    python=$(find_python)
    if [ -n "$uv" ]; then
        "$uv" venv -q --clear --python "$python" .venv
        return
    fi
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        fail "Python's venv module is missing" "$python comes without ensurepip, as Debian ships it" \
            "apt-get install python3-venv, or install uv"
    "$python" -m venv --clear .venv
}

# An environment that uv made holds no pip, and this shell may have no uv.
ensure_pip() {
    if .venv/bin/python -m pip --version >/dev/null 2>&1; then return; fi
    if .venv/bin/python -m ensurepip >/dev/null 2>&1; then return; fi
    fail ".venv has no pip" "it was made with uv, which this shell does not find, and its Python comes without ensurepip" \
        "put uv on the PATH (it is often in ~/.local/bin), or: apt-get install python3-venv, make clean, and run it again"
}

install() {
    if [ -n "$uv" ]; then
        "$uv" pip install -q --python .venv/bin/python --require-hashes -r "$lock" &&
            "$uv" pip install -q --python .venv/bin/python --no-build-isolation --no-deps -e . && return
        echo "setup: uv could not install; trying pip" >&2
    fi
    ensure_pip
    pip=".venv/bin/python -m pip --disable-pip-version-check install -q"
    $pip --require-hashes -r "$lock" && $pip --no-build-isolation --no-deps -e . ||
        fail "the packages of $lock did not install" "pip's own words are above" \
            "check that this machine reaches a package index, then run it again"
}

uv=""
if [ -z "${NO_UV:-}" ]; then uv=$(command -v uv || true); fi
if ! is_enough .venv/bin/python; then make_venv; fi

# The checkout's path is part of the stamp: a copied .venv still points at the old place.
stamp=".venv/.zhengan-$kind"
digest() {
    (cat "$1" pyproject.toml; pwd; .venv/bin/python -V) | .venv/bin/python -c \
        'import hashlib, sys; print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest())'
}
holds() { [ "$(cat ".venv/.zhengan-$1" 2>/dev/null || true)" = "$(digest "$2")" ]; }

if holds "$kind" "$lock"; then exit 0; fi
wanted=$(digest "$lock")
# What it takes to test holds all it takes to run, in the same versions.
if [ "$kind" = dev ] || ! holds dev requirements-dev.lock; then
    echo "setup: installing $lock into .venv"
    install
fi
echo "$wanted" > "$stamp"

# Masking kernels compile once after an installation; until then small texts are answered by the slower reference.
if [ "$kind" = run ]; then
    echo "setup: 正在后台编译脱敏内核，仅首次，不影响使用 compiling masking kernels in the background, this once (.venv/prepare.log)"
    nice -n 10 .venv/bin/zhengan mask prepare >.venv/prepare.log 2>&1 </dev/null &
fi

#!/bin/sh
# Makes .venv and installs one lock, hash-checked, and the project itself. Does nothing when nothing changed.
#   sh scripts/setup.sh requirements/core.txt     what running needs
#   sh scripts/setup.sh requirements/dev.txt      that, and what testing needs
set -eu
cd "$(dirname "$0")/.."
lock=$1
done_dir=.venv/installed

say() { printf '%s\n' "$*" >&2; }

# Is this lock installed, by this project file, in this folder? dev.txt holds all that core.txt holds.
installed() {
    cmp -s "$1" "$done_dir/$(basename "$1")" && cmp -s pyproject.toml "$done_dir/pyproject.toml" &&
        [ "$(cat "$done_dir/place" 2>/dev/null)" = "$PWD" ] && .venv/bin/python -c '' 2>/dev/null
}
if installed "$lock" || installed requirements/dev.txt; then
    exit 0
fi

find_python() {
    for name in ${PYTHON:-} python3.11 python3.12 python3.13 python3; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s' "$name"
            return
        fi
    done
    say "No Python 3.11 or newer was found, and Rongzhi needs it. Install Python 3.11, or name one: make setup PYTHON=/path/to/python"
    exit 1
}

if [ "$(cat "$done_dir/place" 2>/dev/null || printf '%s' "$PWD")" != "$PWD" ] || ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    python=$(find_python)
    say "Making .venv with $("$python" --version)"
    if ! "$python" -m venv --clear .venv; then
        say "Python could not make a virtual environment. On Debian and Ubuntu, install python3-venv, then try again."
        exit 1
    fi
fi

# uv is quicker; without it pip does the same. uv does not read pip's settings, so it is told pip's index.
with_uv() {
    .venv/bin/python -m pip install -q --disable-pip-version-check "uv==$UV_VERSION" 2>/dev/null || return 1
    index=$(.venv/bin/python -m pip config get global.index-url 2>/dev/null || true)
    index=${UV_DEFAULT_INDEX:-${PIP_INDEX_URL:-$index}}
    if [ -n "$index" ]; then export UV_DEFAULT_INDEX="$index"; fi
    .venv/bin/uv pip install -q --python .venv/bin/python --require-hashes -r "$lock" 2>/dev/null
}
say "Installing $lock"
rm -rf "$done_dir"
if ! with_uv; then
    .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r "$lock"
fi
.venv/bin/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .

mkdir -p "$done_dir"
cp "$lock" pyproject.toml "$done_dir/"
printf '%s' "$PWD" >"$done_dir/place"

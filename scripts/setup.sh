#!/usr/bin/env bash
# Set up what `make` needs: `setup.sh venv DIR` makes a virtual environment with Python 3.11 or newer,
# `setup.sh browser` sees to Chromium and chromedriver, `setup.sh node DIR` to yaml-language-server.
set -euo pipefail

say() { printf '%s\n' "$*" >&2; }
die() { say "error: $1"; shift; for line in "$@"; do say "  hint: $line"; done; exit 1; }

# Run as root, if that is possible without asking anybody.
as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then sudo -n "$@"
    else return 1
    fi
}

install_packages() {
    command -v apt-get >/dev/null || return 1
    say "installing with apt-get: $*"
    as_root apt-get update -qq || return 1
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

find_python() {
    local name
    for name in ${PYTHON:-} python3.13 python3.12 python3.11 python3.14 python3 python; do
        if command -v "$name" >/dev/null &&
            "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    return 1
}

setup_venv() {
    local venv=$1 python
    python=$(find_python) || install_packages python3 python3-venv || true
    python=$(find_python) ||
        die "no Python 3.11 or newer was found" "install one, or name it: make site PYTHON=/path/to/python3"
    if "$venv/bin/python" -c 'import pip' 2>/dev/null; then return; fi
    say "making $venv with $($python --version)"
    # Debian keeps the venv module's pip in a package of its own.
    if ! "$python" -m venv "$venv" >/dev/null 2>&1; then
        rm -rf "$venv"
        install_packages python3-venv || true
        "$python" -m venv "$venv" || die "$python cannot make a virtual environment" \
            "on Debian or Ubuntu: sudo apt-get install python3-venv"
    fi
}

setup_browser() {
    has_browser && return
    install_packages chromium chromium-driver || true
    has_browser || die "the browser tests need Chromium and chromedriver, and they could not be installed here" \
        "on Debian: sudo apt-get install chromium chromium-driver" \
        "without them: make check"
}

has_browser() { { command -v chromium || command -v google-chrome; } >/dev/null && command -v chromedriver >/dev/null; }

setup_node() {
    local folder=$1
    [ -x "$folder/node_modules/.bin/yaml-language-server" ] && [ -e "$folder/node_modules/axe-core" ] && return
    command -v npm >/dev/null || install_packages nodejs npm || true
    command -v npm >/dev/null || die "the editor test needs Node.js with npm, and it could not be installed here" \
        "on Debian: sudo apt-get install nodejs npm" "without it: make check"
    say "installing yaml-language-server and axe-core into $folder"
    npm install --silent --no-audit --no-fund --prefix "$folder" "yaml-language-server@1" "axe-core@4" >/dev/null
}

case "${1:-}" in
    venv) setup_venv "$2" ;;
    browser) setup_browser ;;
    node) setup_node "$2" ;;
    *) die "use: setup.sh venv DIR | browser | node DIR" ;;
esac

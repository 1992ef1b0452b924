#!/usr/bin/env bash
# Makes the virtual environment that the grader runs in, beside this file.
#
#   bash setup.sh          what grading and the TAs' commands need
#   bash setup.sh --dev    and what the tests need
#   bash setup.sh --without-pandoc     all but what reads Word documents and their like (155 MB)
#   PYTHON=python3.12 bash setup.sh    with an interpreter of your choice (3.10 or newer)
#
# Gradescope runs this once, as root, when the bundle is uploaded. It ends by loading the
# rubrics, so that a broken upload fails here and not on a student.
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
venv="$here/.venv"
dev=no
pandoc=yes

fail() { printf 'setup.sh: %s\n' "$*" >&2; exit 1; }

for argument in "$@"; do
    case "$argument" in
        --dev) dev=yes ;;
        --without-pandoc) pandoc=no ;;
        -h | --help) sed -n '2,10s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 0 ;;
        *) printf 'setup.sh: unknown option %s (known: --dev, --without-pandoc)\n' "$argument" >&2; exit 2 ;;
    esac
done

if [ ! -f "$here/requirements.txt" ]; then
    # Some local runners call this before they unpack the rest; run_autograder calls it again.
    echo "setup.sh: the project is not unpacked here yet; run_autograder will set it up"
    exit 0
fi

can_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

install() {
    echo "setup.sh: installing $*"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 10))' 2>/dev/null; }

choose_python() {
    local candidate
    for candidate in python3 python3.13 python3.12 python3.11 python3.10; do
        if command -v "$candidate" >/dev/null && is_new_enough "$candidate"; then
            echo "$candidate"
            return
        fi
    done
}

if [ -n "${PYTHON:-}" ]; then
    command -v "$PYTHON" >/dev/null || fail "PYTHON=$PYTHON is no command here"
    is_new_enough "$PYTHON" || fail "PYTHON=$PYTHON is older than Python 3.10"
    python="$PYTHON"
else
    python="$(choose_python)"
    if [ -z "$python" ] && can_install; then
        install python3 python3-venv ca-certificates
        python="$(choose_python)"
    fi
    [ -n "$python" ] || fail "Python 3.10 or newer is needed; install it, or name it: PYTHON=... bash setup.sh"
fi

if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    version="$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')"
    can_install && { install "python$version-venv" ca-certificates || install python3-venv ca-certificates; }
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        fail "$python cannot make virtual environments; on Debian or Ubuntu: sudo apt-get install python$version-venv"
fi

full_version() { "$1" -c 'import sys; print(sys.version)' 2>/dev/null || true; }

if [ "$(full_version "$venv/bin/python")" != "$(full_version "$python")" ] ||
    ! "$venv/bin/python" -c 'import pip' 2>/dev/null; then
    "$python" -m venv --clear "$venv"
fi

# Each file holds all that the one before it holds; a bundle has the first of them alone, and the
# second where its rubric has units.
wanted="$here/requirements.txt"
[ -f "$here/requirements-units.txt" ] && wanted="$here/requirements-units.txt"
[ -f "$here/requirements-ta.txt" ] && wanted="$here/requirements-ta.txt"
if [ "$dev" = yes ]; then
    wanted="$here/requirements-dev.txt"
    [ -f "$wanted" ] || fail "--dev works in the project's folder, not in a bundle"
fi
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore PIP_NO_INPUT=1
install_from() { "$venv/bin/python" -m pip install --quiet --require-hashes --only-binary :all: -r "$1"; }
install_from "$wanted"

# One kind of sheets is read by it: where there is none for a machine, all else must work.
converter="$here/requirements-pandoc.txt"
if [ "$dev" = no ] && [ "$pandoc" = yes ] && [ -f "$converter" ]; then
    install_from "$converter" ||
        echo "setup.sh: pandoc could not be installed, so Word documents and their like are not read"
fi

# The environment finds the project where it stands, and `grader` is a command in it.
packages="$("$venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')"
printf '%s\n' "$here" >"$packages/stepgrader.pth"
cat >"$venv/bin/grader" <<'SCRIPT'
#!/bin/sh
own="$0"
while [ -L "$own" ]; do # called through a link, it still runs the python beside itself
    target="$(readlink "$own")"
    case "$target" in /*) own="$target" ;; *) own="$(dirname "$own")/$target" ;; esac
done
exec "$(dirname "$own")/python" -I -m grader "$@"
SCRIPT
chmod +x "$venv/bin/grader"

"$venv/bin/python" -m compileall -q "$here/grader"
"$venv/bin/grader" autograde --check

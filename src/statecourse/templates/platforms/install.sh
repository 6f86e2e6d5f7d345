#!/usr/bin/env bash
# Made by `statecourse`. Makes a virtual environment with the engine and with what apps may import, at the versions
# that the teacher has. Usage: install.sh VENV
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
venv="$1"
fits='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))'

# The versions are those of the teacher's Python, so one like it comes first. Ubuntu's has no ensurepip by itself.
python=""
for test in "import venv, ensurepip; $fits" "$fits"; do
  for name in python@PYTHON@ python3 python3.13 python3.12 python3.11 python3.14 python; do
    if [ -z "$python" ] && command -v "$name" >/dev/null && "$name" -I -c "$test" 2>/dev/null; then
      python="$name"
    fi
  done
done
missing=()
if [ -z "$python" ]; then
  python=python3.11 # which Ubuntu 22.04 and Debian 12 have
  missing+=(python3.11 python3.11-venv)
elif ! "$python" -I -c 'import venv, ensurepip' 2>/dev/null; then
  missing+=("$("$python" -I -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')")
fi
if command -v ldconfig >/dev/null && ! ldconfig -p | grep 'libseccomp\.so\.2' >/dev/null; then
  missing+=(libseccomp2)
fi
if [ "${#missing[@]}" -gt 0 ] && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  # Without libseccomp a layer of isolation is missing, which each result says; without Python nothing goes on.
  export DEBIAN_FRONTEND=noninteractive # nobody is there to answer
  apt-get update -qq || true
  for package in "${missing[@]}"; do
    apt-get install -y -qq --no-install-recommends "$package" || true
  done
fi
if [ ! -x "$venv/bin/python" ]; then
  if ! "$python" -I -c "import venv, ensurepip; $fits"; then
    echo "statecourse: here is no Python 3.11 to 3.14 with venv, and apt-get gives none: ${missing[*]}" >&2
    exit 1
  fi
  "$python" -I -m venv "$venv"
fi
cd "$here"
"$venv/bin/python" -I -m pip --disable-pip-version-check install --quiet -c constraints.txt -r requirements.txt

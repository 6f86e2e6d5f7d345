#!/usr/bin/env bash
# Made by `statecourse`. Makes a virtual environment with the engine and with what apps may import, at the versions
# that the teacher has. Usage: install.sh VENV
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
venv="$1"
fits='import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))'

# The versions are those of the teacher's Python, so one like it comes first.
python=""
for name in python@PYTHON@ python3 python3.13 python3.12 python3.11 python3.14 python; do
  if command -v "$name" >/dev/null && "$name" -I -c "$fits" 2>/dev/null; then
    python="$name"
    break
  fi
done
missing=()
if [ -z "$python" ]; then
  python=python3.11
  missing+=(python3.11 python3.11-venv)
fi
if command -v ldconfig >/dev/null && ! ldconfig -p | grep -q 'libseccomp\.so\.2'; then
  missing+=(libseccomp2)
fi
if [ "${#missing[@]}" -gt 0 ] && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  # Without libseccomp a layer of isolation is missing, which each result says; without Python nothing goes on.
  apt-get update -qq || true
  apt-get install -y -qq --no-install-recommends "${missing[@]}" || true
fi

[ -x "$venv/bin/python" ] || "$python" -I -m venv "$venv"
cd "$here"
"$venv/bin/python" -I -m pip --disable-pip-version-check install --quiet -c constraints.txt -r requirements.txt

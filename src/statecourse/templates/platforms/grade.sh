#!/usr/bin/env bash
# Made by `statecourse workflow build`. Grades one repository on a machine that is thrown away afterwards.
# Usage: grade.sh SUBMISSION [options of `statecourse workflow run`]
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
submission="$(cd "$1" && pwd)"
shift

# As root, apps run as another user, to whom the checks are closed; where that may not be, as one and the same.
as=()
if [ "$(id -u)" != 0 ] && sudo -n true 2>/dev/null; then
  as=(sudo -n --preserve-env)
fi
venv="${STATECOURSE_VENV:-}" # kept from run to run on a machine of your own
if [ -z "$venv" ]; then
  venv="$(mktemp -d /tmp/statecourse-XXXXXX)" # where every user may read
  chmod 755 "$venv"
  trap '"${as[@]}" rm -rf "$venv"' EXIT
fi
"${as[@]}" bash "$here/install.sh" "$venv"
status=0
"${as[@]}" "$venv/bin/python" -I -m statecourse workflow run "$here" "$submission" "$@" || status=$?
exit "$status"

#!/usr/bin/env bash
# Made by `statecourse gradescope build`. Gradescope runs it once, as it builds the autograder's image.
set -euo pipefail
root="${AUTOGRADER_ROOT:-/autograder}"
bash "$root/source/install.sh" "$root/venv"

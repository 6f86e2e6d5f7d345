#!/bin/sh
# Bundle the editor with CodeMirror, whose licence goes with it. `make editor` runs this; it needs Node.
set -eu
cd "$(dirname "$0")"
npm install --no-audit --no-fund --no-package-lock --silent
banner="/*
Bundled from editor/editor.js; do not edit.
$(node -p 'Object.entries(require("./package.json").dependencies).map(([name, version]) => `${name} ${version}`).join("\n")')

$(cat node_modules/@codemirror/state/LICENSE)
*/"
npx esbuild editor.js --bundle --minify --format=esm --charset=ascii --target=es2022 --banner:js="$banner" --outfile=../src/statecourse/templates/editor.min.js

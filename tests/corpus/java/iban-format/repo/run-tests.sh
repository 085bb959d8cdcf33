#!/bin/sh
# Compiles everything into a folder of its own and runs one class of tests: VisibleTests, or the one that is named.
set -eu
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
javac -nowarn -d "$out" $(find src test -name '*.java')
java -cp "$out" "${1:-VisibleTests}"

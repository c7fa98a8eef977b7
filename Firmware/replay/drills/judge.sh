#!/bin/sh
# judge.sh WHAT PATTERN FILE: a test that passes if a line of FILE matches, and shows the line.
set -eu
echo "$1:"
if grep -m 1 -E "$2" "$3"; then
  echo "1 passed, 0 failed"
else
  echo "no line of $3 matches: $2" >&2
  echo "0 passed, 1 failed"
  exit 1
fi

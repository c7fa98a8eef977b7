#!/usr/bin/env bash
# Make every golden vector again: the work tree must stay as it is.
set -euo pipefail
before=$(git status --porcelain -- Tests/Vectors)
make -s vectors
after=$(git status --porcelain -- Tests/Vectors)
if [ "$before" = "$after" ]; then
  echo "1 passed, 0 failed"
else
  echo "make vectors changed: "
  git status --porcelain -- Tests/Vectors
  echo "0 passed, 1 failed"
  exit 1
fi

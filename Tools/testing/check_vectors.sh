#!/usr/bin/env bash
# Make every golden vector again: every file must stay as it is.
set -euo pipefail
digests() { find Tests/Vectors -type f -print0 | sort -z | xargs -0 sha256sum; }
before=$(digests)
make -s vectors
after=$(digests)
if [ "$before" = "$after" ]; then
  echo "1 passed, 0 failed"
else
  echo "make vectors changed: "
  diff <(echo "$before") <(echo "$after") || true
  echo "0 passed, 1 failed"
  exit 1
fi

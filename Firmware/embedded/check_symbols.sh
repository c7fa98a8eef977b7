#!/bin/sh
# check_symbols.sh NM OBJECT: an Embedded object may need nothing but the four memory functions that
# compilers call by themselves: no allocator, no float routine, no Swift runtime.
set -eu
others=$("$1" -u "$2" | awk '{ print $2 }' | grep -vxE 'memcpy|memmove|memset|memcmp' || true)
if [ -n "$others" ]; then
  echo "$2 needs symbols that a board does not have:" $others >&2
  echo "0 passed, 1 failed"
  exit 1
fi
echo "$2: no allocator, no float routine, no Swift runtime"
echo "1 passed, 0 failed"

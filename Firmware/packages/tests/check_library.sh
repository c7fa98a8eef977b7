#!/bin/sh
# check_library.sh NM LIBRARY HEADER: the library defines what its header declares and no other name,
# and needs no more than the object of boards/check_symbols.sh may, nor the Arm ABI's memory functions.
set -eu
folder=$(dirname "$0")
"$folder/../../boards/check_symbols.sh" "$1" "$2"
library=$2
fail() {
  echo "$library: $*" >&2
  echo "0 passed, 1 failed"
  exit 1
}
declared=$(sed 's|//.*||' "$3" | grep -oE '\batsnn_[a-z_]+\(' | tr -d '(' | sort -u)
defined=$("$1" -g --defined-only "$2" | awk 'NF == 3 { print $3 }' | sort -u)
others=$(printf '%s\n%s\n' "$declared" "$defined" | sort | uniq -u)
[ -z "$others" ] || fail "its names are not the header's:" $(echo "$others" | head -5)
! "$1" -u "$2" | grep -q __aeabi_mem || fail "needs the Arm ABI's memory functions"
echo "1 passed, 0 failed"

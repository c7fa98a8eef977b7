#!/bin/sh
# report_sizes.sh OUT IMAGE BOARD=SIZE_TOOL...: a table of each board's code and constants, and of the
# session memory that IMAGE needs there. IMAGE may be empty.
set -eu
out=$1
image=$2
shift 2

# Bytes of the sections whose names begin so.
section_bytes() {
  "$1" -A "$2" | awk -v name="^[.]$3" '$1 ~ name { sum += $2 } END { print sum + 0 }'
}

session_bytes() {
  if [ -z "$image" ]; then
    echo -
  elif [ "$1" = linux-aarch64 ]; then
    qemu-aarch64 "$out/$1/replay" --memory "$image"
  else
    "$out/$1/replay" --memory "$image"
  fi
}

printf '%-16s %12s %12s %12s\n' board code constants "session RAM"
for entry in "$@"; do
  board=${entry%%=*}
  tool=${entry#*=}
  object=$out/$board/atsnn.o
  printf '%-16s %12s %12s %12s\n' "$board" "$(section_bytes "$tool" "$object" text)" \
    "$(section_bytes "$tool" "$object" rodata)" "$(session_bytes "$board")"
done
[ -n "$image" ] && echo "bytes; session RAM for $image" || echo "bytes; no demo model yet"

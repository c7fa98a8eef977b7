#!/bin/sh
# report_sizes.sh OUT BOARD=SIZE_TOOL...: a table of each board's bytes of code and constants.
set -eu
out=$1
shift

# Bytes of the sections whose names begin so.
section_bytes() {
  "$1" -A "$2" | awk -v name="^[.]$3" '$1 ~ name { sum += $2 } END { print sum + 0 }'
}

echo "| board | code | constants |"
echo "| --- | ---: | ---: |"
for entry in "$@"; do
  board=${entry%%=*}
  tool=${entry#*=}
  object=$out/$board/atsnn.o
  echo "| $board | $(section_bytes "$tool" "$object" text) | $(section_bytes "$tool" "$object" s*rodata) |"
done

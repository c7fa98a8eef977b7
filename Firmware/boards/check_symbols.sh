#!/bin/sh
# check_symbols.sh NM OBJECT: an Embedded object may need nothing but memory functions and what the
# instruction set lacks on integers (division, 64-bit shifts and products): no allocator, no float
# routine, no Swift runtime. Compilers call these by themselves; Arm's ABI has its own names.
set -eu
memory='memcpy|memmove|memset|memcmp|__aeabi_mem(cpy|move|set|clr)[48]?'
arm='__aeabi_(u?idiv(mod)?|u?ldivmod|lmul|llsl|llsr|lasr)'
riscv='__(u?div|u?mod|mul)[sd]i3|__(ashl|lshr|ashr)di3'
if "$1" "$2" | grep -q ' T atsnn_session_run$'; then
  others=$("$1" -u "$2" | awk '{ print $2 }' | grep -vxE "$memory|$arm|$riscv" || true)
else
  others="(nothing: atsnn_session_run is not in it)"
fi
if [ -n "$others" ]; then
  echo "$2 needs symbols that a board does not have:" $others >&2
  echo "0 passed, 1 failed"
  exit 1
fi
echo "$2: no allocator, no float routine, no Swift runtime"
echo "1 passed, 0 failed"

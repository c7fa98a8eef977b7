#!/usr/bin/env bash
# Compile the documents' code: README's Swift example against the runtime's sources, as one module,
# and the C example of Firmware/README.md against the accelerator's header.
set -euo pipefail
scratch=${1:?scratch folder}
mkdir -p "$scratch"

block() { # LANGUAGE FILE: the lines of its fenced blocks
  sed -n "/^\`\`\`$1\$/,/^\`\`\`\$/p" "$2" | grep -v '^```'
}

{
  echo 'func readme(bytes: UnsafeRawBufferPointer, pixels: UnsafeRawBufferPointer,'
  echo '  memory: UnsafeMutableRawBufferPointer) throws {'
  block swift README.md | grep -v '^import '
  echo '}'
} >"$scratch/Readme.swift"
grep -q 'session.step' "$scratch/Readme.swift" || { echo "README has no Swift example"; exit 1; }
find Sources/ATSNNRuntime -name '*.swift' -print0 | xargs -0 swiftc -typecheck -swift-version 6 \
  -warnings-as-errors "$scratch/Readme.swift"

block c Firmware/README.md >"$scratch/readme.txt"
{
  grep '^#include' "$scratch/readme.txt"
  echo 'int readme(const void *bytes, size_t length, void *memory, const unsigned char *pixels);'
  echo 'int readme(const void *bytes, size_t length, void *memory, const unsigned char *pixels) {'
  grep -v '^#include' "$scratch/readme.txt"
  echo 'return (int)step.prediction;'
  echo '}'
} >"$scratch/readme.c"
gcc -std=c11 -Wall -Wextra -pedantic -Werror -IFirmware/include -fsyntax-only "$scratch/readme.c"
echo "2 passed, 0 failed"

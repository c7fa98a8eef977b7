#!/usr/bin/env bash
# Compile README's Swift example against the runtime's sources, as one module.
set -euo pipefail
scratch=${1:?scratch folder}
mkdir -p "$scratch"
{
  echo 'func readme(bytes: UnsafeRawBufferPointer, pixels: UnsafeRawBufferPointer,'
  echo '  memory: UnsafeMutableRawBufferPointer) throws {'
  sed -n '/^```swift$/,/^```$/p' README.md | grep -v -e '^```' -e '^import '
  echo '}'
} >"$scratch/Readme.swift"
grep -q 'session.step' "$scratch/Readme.swift" || { echo "README has no Swift example"; exit 1; }
find Sources/ATSNNRuntime -name '*.swift' -print0 | xargs -0 swiftc -typecheck -swift-version 6 \
  -warnings-as-errors "$scratch/Readme.swift"
echo "1 passed, 0 failed"

#!/usr/bin/env bash
# swift_package.sh VECTORS: builds packages/swift, a package that depends on this one by its path, in
# a folder outside of this repository with a plain `swift build`, and compares its answers.
set -euo pipefail
root=$(pwd)
vectors=$(realpath "$1")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
ln -s "$root" "$folder/atsnn"
cp -r Firmware/packages/swift "$folder/classify"
(cd "$folder/classify" && swift build >"$folder/log" 2>&1) || { cat "$folder/log"; exit 1; }
"$folder/classify/.build/debug/classify" "$vectors/image.atsnn" "$vectors"/input-*.bin >"$folder/answers"
python3 Firmware/examples/answers.py "$vectors" --expected >"$folder/expected"
diff "$folder/expected" "$folder/answers"
echo "1 passed, 0 failed"

#!/usr/bin/env bash
# Replay every vector folder under GOLDEN with both engines.
#   verify_all.sh ATSNN GOLDEN
set -uo pipefail
passed=0 failed=0 skipped=0
for engine in runtime accelerator; do
  report=$("$1" verify --golden "$2" --engine "$engine" --json)
  status=$?
  echo "$engine: $report"
  [ "$status" -le 1 ] || exit "$status"
  read -r vectors mismatches absent < <(python3 -c '
import json, sys
report = json.load(sys.stdin)
print(report["vectors"], report["mismatches"], report.get("skipped", 0))' <<<"$report")
  passed=$((passed + vectors - mismatches)) failed=$((failed + mismatches)) skipped=$((skipped + absent))
done
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]

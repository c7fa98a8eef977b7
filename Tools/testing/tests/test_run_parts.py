"""The counts that `run_parts.py` reads from the runners' closing lines."""

import pathlib
import subprocess
import sys

import pytest

SCRIPT = pathlib.Path(__file__).parents[1] / "run_parts.py"
sys.path.insert(0, str(SCRIPT.parent))
from run_parts import count  # noqa: E402


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 passed, 0 failed\n", (12, 0, 0)),
        ("embedded: 12 passed, 3 failed, 4 skipped\n", (12, 3, 4)),
        ("✔ Test run with 7 tests in 2 suites passed after 0.1 seconds.\n", (7, 0, 0)),
        ("✘ Test run with 7 tests failed after 0.1 seconds with 2 issues.\n", (5, 2, 0)),
        ("3 failed, 9 passed, 1 skipped in 0.52s\n", (9, 3, 1)),
        ("=== 9 passed in 0.52s ===\n", (9, 0, 0)),
        ("[  PASSED  ] 5 test(s).\n[  PASSED  ] 2 test(s).\n", (7, 0, 0)),
        ("[  PASSED  ] 4 test(s).\n[  FAILED  ] reader: 1 test(s), listed below:\n", (4, 1, 0)),
        ("nothing ran\n", (0, 0, 0)),
    ],
)
def test_count(text, expected):
    assert count(text) == expected


def run_parts(tmp_path, *parts):
    return subprocess.run(
        [sys.executable, SCRIPT, tmp_path, *parts], capture_output=True, text=True, check=False
    )


def test_a_part_without_tests_fails(tmp_path):
    result = run_parts(tmp_path, "quiet=true")
    assert result.returncode == 1
    assert result.stdout.splitlines()[-1] == "0 passed, 1 failed"


def test_a_part_that_exits_non_zero_fails_whatever_it_counted(tmp_path):
    bad, good = "bad=echo '3 passed, 0 failed'; exit 4", "good=echo '2 passed, 0 failed'"
    result = run_parts(tmp_path, bad, good)
    assert result.returncode == 1
    assert result.stdout.splitlines()[-1] == "5 passed, 1 failed"


def test_skipped_tests_are_shown(tmp_path):
    result = run_parts(tmp_path, "some=echo '3 passed, 0 failed, 2 skipped'")
    assert result.returncode == 0
    assert result.stdout.splitlines()[-1] == "3 passed, 0 failed"
    assert "2 skipped" in result.stdout.splitlines()[-2]

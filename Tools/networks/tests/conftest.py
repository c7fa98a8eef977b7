"""Paths that the tests share."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
for package in ("networks", "oracle"):
    sys.path.insert(0, str(ROOT / "Tools" / package))


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT

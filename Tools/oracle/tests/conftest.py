"""Paths that the tests share: the repository, its documents and its vectors."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "Tools" / "oracle"))


@pytest.fixture(scope="session")
def root():
    return ROOT


@pytest.fixture(scope="session")
def vectors_folder():
    return ROOT / "Tests" / "Vectors"

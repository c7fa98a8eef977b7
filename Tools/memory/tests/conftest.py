"""The tests run from the repository's root; both packages are beside one another in Tools."""

import sys
from pathlib import Path

TOOLS = Path(__file__).parents[2]
sys.path[:0] = [str(TOOLS / "memory"), str(TOOLS / "oracle")]

"""Networks with seeded weights whose layers fire at a wanted rate as integers; see README.md."""

import sys
from pathlib import Path

# Model images are written, and leaks computed, by the oracle: Tools/oracle.
sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "oracle"))

"""Training of adaptive-timestep spiking networks that are described by an ATSNN graph."""

import sys
from pathlib import Path

__version__ = "1.0"

# The networks stand in a package of their own, which needs no PyTorch: Tools/networks.
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "networks"))

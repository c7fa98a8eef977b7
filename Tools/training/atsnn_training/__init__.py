"""Training of adaptive-timestep spiking networks that are described by an ATSNN graph."""

import sys
from pathlib import Path

__version__ = "1.0"

# The networks and the arithmetic stand in packages of their own, which need no PyTorch.
for package in ("networks", "oracle"):
    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / package))

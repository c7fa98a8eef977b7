import sys
from pathlib import Path

TOOLS = Path(__file__).resolve().parents[2]
for folder in ("bench", "networks", "oracle"):
    sys.path.insert(0, str(TOOLS / folder))

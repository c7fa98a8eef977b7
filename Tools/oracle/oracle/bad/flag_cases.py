"""Bad images whose feature flags are unknown, missing or not needed."""

from .. import layout as at
from .edit import bad, plain, rich

NAMES = ("events", "weights-16", "membrane-32", "sum-pooling", "branches")


def flagged(base, flags):
    """Maker of a base image with bits of its flags turned over."""

    def make():
        parts = base()
        parts.flags ^= flags
        return parts.image()

    return make


for bit, name in enumerate(NAMES):
    needs, lacks = (plain, rich) if bit == 0 else (rich, plain)
    bad(f"flag-lacks-{name}", "featureFlags", f"flag {bit} is needed and not set",
        flagged(needs, 1 << bit))  # fmt: skip
    bad(f"flag-extra-{name}", "featureFlags", f"flag {bit} is set and not needed",
        flagged(lacks, 1 << bit))  # fmt: skip
bad("flag-extra-budget", "featureFlags", "flag 5 is set without a budget", flagged(rich, 1 << 5))
bad("flag-lacks-budget", "featureFlags", "a budget without flag 5",
    lambda: rich().patch(at.MODEL, 24, "Q", 1).image())  # fmt: skip
bad("flag-unknown-6", "featureFlags", "flag 6 is not known", flagged(rich, 1 << 6))
bad("flag-unknown-31", "featureFlags", "flag 31 is not known", flagged(rich, 1 << 31))

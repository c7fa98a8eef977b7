"""Bad images whose feature flags are unknown, missing or not needed."""

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
bad("flag-unknown-5", "featureFlags", "flag 5 is not known", flagged(rich, 1 << 5))
bad("flag-unknown-31", "featureFlags", "flag 31 is not known", flagged(rich, 1 << 31))

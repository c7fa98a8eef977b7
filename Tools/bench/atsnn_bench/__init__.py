"""`make bench`: the runtime and its peers in one interleaved run."""

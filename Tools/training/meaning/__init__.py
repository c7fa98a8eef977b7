"""Recordings of networks that are exact in binary, to show that integers mean what floats mean."""

import atsnn_training  # noqa: F401  which makes atsnn_networks importable

"""Recordings of networks that are exact in binary, to show that integers mean what floats mean."""

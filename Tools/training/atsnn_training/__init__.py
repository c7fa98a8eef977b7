"""Training of adaptive-timestep spiking networks that are described by an ATSNN graph."""

__version__ = "1.0"

"""The networks by name, as graphs of Quantization/CHECKPOINT.md; NumPy and no framework."""

__version__ = "1.0"

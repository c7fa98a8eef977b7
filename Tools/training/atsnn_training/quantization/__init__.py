"""Quantization-aware fine-tuning: trains the integers that `atsnn quantize` then writes.

`folding` takes batch norm into the weights, `units` chooses each channel's unit, `network` executes
the arithmetic of Quantization/ARITHMETIC.md on whole numbers, `integers` and `neuron` are its rules
with straight-through gradients, `phase` is the option of a run.
"""

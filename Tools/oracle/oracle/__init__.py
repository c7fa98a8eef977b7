"""The NumPy oracle of ATSNN: arithmetic version 1, written from Quantization/ARITHMETIC.md alone.

Arrays are int64 everywhere; every width that a rule states is checked, a breach raises WidthError.
"""

ARITHMETIC_VERSION = 1
FORMAT_VERSION = (1, 0)

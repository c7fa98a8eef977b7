"""The corpus of images that every reader refuses, each with one fault (FORMAT.md, Refusals)."""

from . import (  # noqa: F401
    container_cases,
    flag_cases,
    node_cases,
    proof_cases,
    record_cases,
    set_cases,
    shape_cases,
)
from .edit import BAD  # noqa: F401

"""Random small networks: shapes, graph, neurons, weights, read-outs, exits, inputs."""

from .coverage import Coverage  # noqa: F401
from .network import random_case  # noqa: F401

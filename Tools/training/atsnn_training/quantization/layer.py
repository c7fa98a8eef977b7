"""The parameters of a convolution or linear node: real and trained, rounded at every pass."""

import torch
from atsnn_networks.errors import UserError
from torch import Tensor, nn
from torch.nn import functional

from . import integers
from .neuron import Units

BIAS_LIMIT = 2**22
"""No bias, and no weight of an identity, is larger in units of its channel."""


class Layer(nn.Module):
    """`weight` and `bias` in the folded float network's units, and their whole numbers."""

    def __init__(
        self,
        node: dict,
        shape: tuple[int, ...],
        units: Units,
        divisors: Tensor,
        fractions: Tensor | None = None,
    ):
        """Of graph node `node`, whose weight has `shape`; `divisors` broadcast against it.

        So do `fractions`, of the means of the input that it reads: the bias takes them up.
        """
        super().__init__()
        self.node = node
        self.weight = nn.Parameter(torch.zeros(shape))
        self.bias = nn.Parameter(torch.zeros(shape[0]))
        self._units = [units]  # not a submodule: its buffers belong to the network
        self.register_buffer("divisors", divisors, persistent=False)
        self.register_buffer("fractions", fractions, persistent=False)

    def forward(self, values: Tensor, dtype: torch.dtype, limit: int) -> Tensor:
        """Sums [N,O,...] of whole numbers [N,...], exact in `dtype`; weights are within +-limit."""
        weight, bias = self.whole(dtype, limit)
        if self.node["type"] == "linear":
            return functional.linear(values.flatten(1), weight, bias)
        node = self.node
        return functional.conv2d(values, weight, bias, node["stride"], node["padding"])

    def whole(self, dtype: torch.dtype, limit: int) -> tuple[Tensor, Tensor]:
        """Weight and bias as whole numbers; their gradients go to the real parameters."""
        inner, outer = self._factors()
        weight = integers.rounded(self.weight.to(dtype) * inner.to(dtype), limit)
        bias = (self.bias.double() * outer).clamp(-BIAS_LIMIT, BIAS_LIMIT)
        bias = bias - self._taken_up(weight.double())
        return weight, integers.straight(bias, bias.detach().round()).to(dtype)

    def exported(self, limit: int) -> tuple[Tensor, Tensor]:
        """The real values, float32, of which the quantizer makes those whole numbers."""
        whole, bias = (whole.detach() for whole in self.whole(torch.float64, limit))
        inner, outer = self._factors()
        weight = (whole / inner).float()
        return weight, ((bias + self._taken_up(weight.double() * inner)) / outer).float()

    def _taken_up(self, weight: Tensor) -> Tensor | float:
        """What the bias loses to the fractions of the input's means, per output channel."""
        if self.fractions is None:
            return 0.0
        return (weight * self.fractions).flatten(1).sum(1)

    def _factors(self) -> tuple[Tensor, Tensor]:
        """What real weights and biases are multiplied by to be in accumulator units, float64."""
        units = self._units[0]
        outer = (units.owner.charge / units.scale).expand(len(self.bias))
        return outer.view(-1, *[1] * (self.weight.dim() - 1)) / self.divisors, outer


class Identity(nn.Module):
    """An edge that adds counts as they are: one fixed whole weight per channel (rule S4)."""

    def __init__(self, units: Units, divisors: Tensor):
        """For counts that are multiples of 1 / `divisors` ([C] or [1])."""
        super().__init__()
        self._units = [units]
        self.register_buffer("divisors", divisors, persistent=False)

    def forward(self, values: Tensor) -> Tensor:
        """The counts [T,N,C,...] times the weights."""
        return values * self.whole().to(values.dtype).view(-1, *[1] * (values.dim() - 3))

    def whole(self) -> Tensor:
        """The weights [C], float64: rounded as the quantizer does, ties away from zero."""
        units = self._units[0]
        real = (1 / self.divisors * units.owner.charge).expand_as(units.scale) / units.scale
        weights = torch.floor(real + 0.5)
        if weights.max() > BIAS_LIMIT:
            raise UserError(f"node {units.owner.name}: its shortcut dwarfs its weights")
        return weights

"""The arithmetic's rules on whole numbers kept in floats: exact forward, straight-through backward.

A float32 holds whole numbers up to 2^24, a float64 up to 2^53; callers choose the type so that all
sums are exact.
"""

import torch
from torch import Tensor


class _Straight(torch.autograd.Function):
    """Gives `exact`, and its gradient to `smooth`."""

    @staticmethod
    def forward(context, smooth: Tensor, exact: Tensor) -> Tensor:  # noqa: ARG004
        """`exact`, unchanged."""
        return exact.clone()

    @staticmethod
    def backward(context, gradient: Tensor) -> tuple[Tensor, None]:  # noqa: ARG004
        """The gradient as it comes."""
        return gradient, None


def straight(smooth: Tensor, exact: Tensor) -> Tensor:
    """`exact` as value; the gradient goes to `smooth`, of the same shape."""
    return _Straight.apply(smooth, exact)


def rounded(values: Tensor, limit: float) -> Tensor:
    """The nearest whole numbers within +-limit; what is beyond has no gradient."""
    limited = values.clamp(-limit, limit)
    return straight(limited, limited.detach().round())


def fired(above: Tensor, width: float) -> Tensor:
    """Rule M4: 1 where `above`, the membrane's distance to its threshold, is 0 or more, else 0.

    The gradient is that of a ramp of `width` to both sides, as of `neurons.RectangleNode`.
    """
    ramp = (above * (0.5 / width) + 0.5).clamp(0, 1)
    return straight(ramp, (above.detach() >= 0).to(above.dtype))


def shifted(sums: Tensor, shift: Tensor) -> Tensor:
    """Rule M1: rshr(I, s) for s >= 1, I * 2^-s for others; `shift` broadcasts against `sums`."""
    smooth = sums * torch.exp2(-shift.to(sums.dtype))
    exact = torch.where(shift > 0, (smooth.detach() + 0.5).floor(), smooth.detach())
    return straight(smooth, exact)


def leaked(membrane: Tensor, form: int, parameter: int) -> Tensor:
    """Rule M2: `form` 0 none, 1 retain 2^-k, 2 retain 1 - 2^-k, 3 retain m / 32768."""
    if form == 0:
        return membrane
    value = membrane.detach()
    if form == 3:
        exact = (value.double() * (parameter / 32768) + 0.5).floor().to(value.dtype)
        return straight(membrane * (parameter / 32768), exact)
    part = (value * 2.0**-parameter + 0.5).floor()
    if form == 1:
        return straight(membrane * 2.0**-parameter, part)
    return straight(membrane * (1 - 2.0**-parameter), value - part)


def saturated(sums: Tensor, bits: int) -> Tensor:
    """Rule M3's limits of a signed membrane of `bits`; what is beyond has no gradient."""
    return sums.clamp(-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)

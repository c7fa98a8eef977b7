"""Random changes of an image that keep its class: moved, mirrored, a square of it blanked."""

import torch
from atsnn_networks.errors import UserError
from torch import Tensor
from torch.nn import functional

PADDING, FLIP, CUTOUT = "padding", "flip", "cutout"
"""Keys of a configuration's augmentation: greatest shift each way in pixels; whether half of the
images are mirrored; optional, the side of the blanked square in pixels."""


def check(how: dict) -> None:
    """UserError for an augmentation that images do not have."""
    if {PADDING, FLIP} - how.keys() or how.keys() - {PADDING, FLIP, CUTOUT}:
        raise UserError(f"augmentation of images: {', '.join(how)}; wanted padding, flip, cutout")
    for key in {PADDING, CUTOUT} & how.keys():
        if type(how[key]) is not int or how[key] < 0:
            raise UserError(f"augmentation {key}: {how[key]!r} is no whole number of pixels")


def change(images: Tensor, how: dict, blank: list[float], generator: torch.Generator) -> Tensor:
    """Every image moved, mirrored and cut out as `how` says; uint8 [N,C,H,W] in and out.

    `blank` is the colour of the square, a number per plane; without a square, no number is drawn
    for it.
    """
    moved = move(images, how[PADDING], how[FLIP], generator)
    side = how.get(CUTOUT, 0)
    return cut_out(moved, side, blank, generator) if side else moved


def move(images: Tensor, padding: int, flip: bool, generator: torch.Generator) -> Tensor:
    """A random crop after padding with raw 0 (black), and a mirror image for half of the records.

    uint8 [N,C,H,W] in and out; every record has its own offset, 0 to 2 * padding each way.
    """
    count, _, height, width = images.shape
    padded = functional.pad(images, (padding,) * 4)
    top = torch.randint(2 * padding + 1, (count, 1), generator=generator)
    left = torch.randint(2 * padding + 1, (count, 1), generator=generator)
    rows = top + torch.arange(height)
    columns = torch.arange(width).expand(count, width)
    if flip:
        mirrored = torch.rand(count, 1, generator=generator) < 0.5
        columns = torch.where(mirrored, width - 1 - columns, columns)
    columns = left + columns
    record = torch.arange(count).view(-1, 1, 1)
    cropped = padded.permute(0, 2, 3, 1)[record, rows.unsqueeze(2), columns.unsqueeze(1)]
    return cropped.permute(0, 3, 1, 2)


def cut_out(images: Tensor, side: int, blank: list[float], generator: torch.Generator) -> Tensor:
    """Cutout (DeVries and Taylor, 2017): a square of `side` pixels gets the colour `blank`.

    Its centre is any pixel of the image, so that parts of it may lie outside. uint8 [N,C,H,W] in
    and out, `blank` rounded.
    """
    count, _, height, width = images.shape
    rows, columns = (_inside(size, count, side, generator) for size in (height, width))
    square = rows.view(count, 1, height, 1) & columns.view(count, 1, 1, width)
    colour = torch.tensor(blank).round().to(torch.uint8).view(1, -1, 1, 1)
    return torch.where(square, colour, images)


def _inside(size: int, count: int, side: int, generator: torch.Generator) -> Tensor:
    """Which of `size` places are covered by an interval of `side` about a random one, [N,size]."""
    first = torch.randint(size, (count, 1), generator=generator) - side // 2
    places = torch.arange(size)
    return (places >= first) & (places < first + side)

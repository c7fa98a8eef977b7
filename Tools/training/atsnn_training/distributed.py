"""Several processes that train one network, as `torchrun` starts them; alone without it.

Every process makes its share of each batch; gradients are averaged, so the processes' parameters
stay equal. Batch norm takes the statistics of each process's own share; their running means are
averaged after every epoch. Process 0 writes the run's folder.
"""

import os

import torch
from torch import Tensor, distributed, nn


def start(device: str) -> None:
    """Joins the other processes if `torchrun` started this one; else does nothing."""
    if int(os.environ.get("WORLD_SIZE", "1")) > 1 and not distributed.is_initialized():
        distributed.init_process_group("nccl" if device.startswith("cuda") else "gloo")


def stop() -> None:
    """Leaves the other processes."""
    if distributed.is_initialized():
        distributed.destroy_process_group()


def processes() -> int:
    """How many processes train."""
    return distributed.get_world_size() if distributed.is_initialized() else 1


def number() -> int:
    """This process's number, from 0."""
    return distributed.get_rank() if distributed.is_initialized() else 0


def wait() -> None:
    """Returns when all processes have come here."""
    if processes() > 1:
        distributed.barrier()


def share(batch: Tensor, axis: int) -> Tensor:
    """This process's part of a batch along its `axis` of records, a multiple of the processes."""
    return batch.chunk(processes(), axis)[number()]


def average_gradients(network: nn.Module) -> None:
    """Replaces every gradient by its mean over the processes."""
    _average([p.grad for p in network.parameters() if p.grad is not None])


def average_buffers(network: nn.Module) -> None:
    """Replaces batch norm's running statistics by their means over the processes."""
    _average([buffer for buffer in network.buffers() if buffer.is_floating_point()])


def check_equal(network: nn.Module) -> None:
    """RuntimeError if the processes' parameters are not the same bits."""
    if processes() == 1:
        return
    flat = torch.cat([p.detach().reshape(-1) for p in network.parameters()])
    low, high = flat.clone(), flat.clone()
    distributed.all_reduce(low, distributed.ReduceOp.MIN)
    distributed.all_reduce(high, distributed.ReduceOp.MAX)
    if not torch.equal(low, high):
        raise RuntimeError("the parameters of the processes differ")


def _average(tensors: list[Tensor]) -> None:
    if processes() == 1:
        return
    flat = torch.cat([tensor.reshape(-1) for tensor in tensors])
    distributed.all_reduce(flat)
    parts = (flat / processes()).split([tensor.numel() for tensor in tensors])
    for tensor, part in zip(tensors, parts, strict=True):
        tensor.copy_(part.view(tensor.shape))

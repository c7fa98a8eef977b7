import torch
from atsnn_training import exit_policy
from atsnn_training.evaluate import Outputs
from atsnn_training.losses import time_weighted


def outputs() -> Outputs:
    """Four records of class 0, three timesteps; record 1 is wrong at first, unsure, then right."""
    first = torch.tensor([[4.0, 0.0], [0.0, 1.0], [2.0, 0.0], [0.0, 9.0]])
    later = torch.tensor([[5.0, 0.0], [3.0, 0.0], [3.0, 0.0], [0.0, 9.0]])
    representation = torch.stack([first, later, later])
    return Outputs(representation, representation, torch.zeros(4, dtype=torch.int64), {})


def test_records_leave_at_the_first_confident_timestep():
    result = exit_policy.apply(outputs(), [0.9, 0.9, 0.9])
    assert result.histogram == [2, 2, 0]
    assert result.mean_timesteps == 1.5 and result.accuracy == 0.75


def test_the_last_timestep_answers_whatever_its_threshold():
    result = exit_policy.apply(outputs(), [2.0, 2.0, 2.0])
    assert result.histogram == [0, 0, 4] and result.accuracy == 0.75


def test_the_smallest_threshold_within_tolerance_is_chosen():
    thresholds = exit_policy.choose(outputs(), 0.0)
    assert thresholds == [0.735] * 3  # sigmoid(1) = 0.731 must not leave
    assert exit_policy.choose(outputs(), 0.25) == [0.5] * 3


def test_loss_weighs_timesteps_and_ignores_their_scale():
    y, labels = outputs().representation, torch.zeros(4, dtype=torch.int64)
    first = torch.nn.functional.cross_entropy(y[0], labels)
    second = torch.nn.functional.cross_entropy(y[1], labels)
    loss = time_weighted(y, labels, [3.0, 1.0, 0.0])
    assert torch.isclose(loss, 0.75 * first + 0.25 * second)
    assert torch.isclose(loss, time_weighted(y, labels, [30.0, 10.0, 0.0]))

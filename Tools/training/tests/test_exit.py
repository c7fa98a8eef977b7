import math

import pytest
import torch
from atsnn_training import exit_policy, scores
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


def test_entropy_and_margin_by_hand():
    y = torch.tensor([[[1.0986123, 0.0], [0.0, 0.0]]])  # softmax 3/4, 1/4 and 1/2, 1/2
    nats = -(0.75 * math.log(0.75) + 0.25 * math.log(0.25))
    assert scores.entropy(y)[0].tolist() == pytest.approx([nats / math.log(2), 1.0])
    assert scores.margin(y)[0].tolist() == pytest.approx([1.0986123, 0.0])


def test_low_entropy_leaves_and_high_margin_leaves():
    by_entropy = exit_policy.apply(outputs(), [0.3, 0.3, 0.3], "entropy")
    assert by_entropy.histogram == [2, 2, 0]  # sigmoid(2) leaves 0.53, sigmoid(4) 0.13
    assert exit_policy.apply(outputs(), [3.5, 2.5, 0.0], "margin").histogram == [2, 2, 0]


def test_the_cutoff_asks_for_records_that_stay_right():
    # Sureness 4, 1, 2, 9 at timestep 1; records 0 and 2 stay right, 9 is always wrong.
    few = outputs()
    assert exit_policy.cutoff(few, "margin", 0.25)[0] == 1e9  # 2 of 4 are right for good
    assert exit_policy.cutoff(few, "margin", 0.5)[0] == 1.0
    assert exit_policy.cutoff(few, "margin", 0.25)[1] == 3.0  # 3 of 4 from timestep 2 on


def test_a_record_that_turns_wrong_later_counts_as_wrong():
    y = torch.tensor([[[2.0, 0.0]] * 12, [[0.0, 2.0]] + [[2.0, 0.0]] * 11])
    held_out = Outputs(y, y, torch.zeros(12, dtype=torch.int64), {})
    assert exit_policy.cutoff(held_out, "margin", 0.08) == [1e9, 1e9]
    assert exit_policy.cutoff(held_out, "margin", 0.09) == [2.0, 2.0]


@pytest.mark.parametrize("score", ["confidence", "entropy", "margin"])
@pytest.mark.parametrize("rule", ["uniform", "cutoff"])
def test_chosen_thresholds_keep_within_the_tolerance(score, rule):
    generator = torch.Generator().manual_seed(4)
    labels = torch.randint(3, (300,), generator=generator)
    noise = torch.randn(4, 300, 3, generator=generator)
    y = noise + 1.5 * torch.nn.functional.one_hot(labels, 3) * torch.arange(1.0, 5).view(4, 1, 1)
    held_out = Outputs(y, y, labels, {})
    thresholds = exit_policy.choose(held_out, 0.02, score, rule)
    result = exit_policy.apply(held_out, thresholds, score)
    assert result.accuracy >= held_out.accuracy_per_timestep()[-1] - 0.02
    assert result.mean_timesteps < 2.5


def test_the_curve_has_every_score_and_rule(tmp_path):
    import json

    from atsnn_training import exit_curve
    from test_metrics import outputs as measured

    network, found = measured()
    curves = exit_curve.curves(network, found, found)
    paths = exit_curve.write(curves, "tiny", tmp_path)
    read = json.loads(paths[0].read_text())
    assert read == json.loads(json.dumps(curves)) and len(read["curves"]) == 6
    ends = [point["mean_timesteps"] for point in read["curves"][0]["points"]]
    assert ends == sorted(ends) and "<svg" in paths[1].read_text()

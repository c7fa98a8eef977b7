import pytest
import torch
from atsnn_networks.errors import UserError
from atsnn_training import losses, methods
from atsnn_training.network import read_out

LABELS = torch.tensor([0])
# One record of class 0, two classes, two timesteps: logits (0, 0) and then (ln 3, 0).
LOGITS = torch.tensor([[[0.0, 0.0]], [[1.0986123, 0.0]]])
LN2, LN4_3 = 0.6931472, 0.2876821  # -ln 1/2 and -ln 3/4


def loss(name: str | dict, logits=LOGITS) -> float:
    method = methods.of({"method": name})
    answer = read_out({"output": method.trained_output("logits")}, logits)
    weights = method.loss_weights(len(logits))
    return losses.time_weighted(answer, LABELS, weights).item()


def test_static_is_the_cross_entropy_of_the_mean_logits():
    mean = -torch.tensor([1.0986123 / 2, 0.0]).log_softmax(0)[0].item()
    assert loss("static") == pytest.approx(mean)


def test_dt_snn_weighs_the_running_means_alike():
    assert loss("dt-snn") == pytest.approx((LN2 + loss("static")) / 2)


def test_time_dependent_weights_fall_from_the_first_timestep():
    assert methods.of({"method": "atsnn"}).loss_weights(3) == pytest.approx([1.0, 0.8, 0.64])
    # The integrator holds (0, 0) and then (ln 3, 0): cross-entropies ln 2 and ln 4/3.
    assert loss("atsnn") == pytest.approx((LN2 + 0.8 * LN4_3) / 1.8)


def test_the_output_neuron_changes_what_is_trained():
    logits = torch.tensor([[[1.0986123, 0.0]], [[0.0, 0.0]]])
    none, leaky, integrator = (
        loss({"name": "static", "neuron": neuron}, logits)
        for neuron in ("none", "leaky", "integrator")
    )
    half = -torch.tensor([1.0986123 / 2, 0.0]).log_softmax(0)[0].item()
    assert none == pytest.approx(half) and leaky == pytest.approx(half)
    assert integrator == pytest.approx(LN4_3)


def test_tet_adds_the_distance_of_logits_from_one():
    # Cross-entropies ln 2 and ln 4/3 of the timesteps' own logits; distances 1, 1, 0.0986123^2, 1.
    expected = 0.999 * (LN2 + LN4_3) / 2 + 0.001 * (3 + 0.0986123**2) / 4
    assert losses.temporal_efficient(LOGITS, LABELS).item() == pytest.approx(expected)
    assert methods.of({"method": "tet"}).loss == "tet"


def test_the_representation_changes_what_is_read_but_not_timestep_1():
    logits = torch.tensor([[[3.0, 0.0]], [[0.0, 3.0]]])
    outputs = {
        kind: methods.of({"method": {"name": "atsnn", "representation": kind}}).output("z", 2)
        for kind in methods.REPRESENTATIONS
    }
    read = {kind: read_out({"output": output}, logits) for kind, output in outputs.items()}
    # The integrator holds (3, 0), then (3, 3); weights 1 and 2 make (3, 2) of them.
    assert all(torch.equal(values[0], logits[0]) for values in read.values())
    assert read["last"][1].tolist() == [[3.0, 3.0]]
    assert read["mean"][1].tolist() == [[3.0, 1.5]]
    assert read["weighted"][1].tolist() == [[3.0, 2.0]]


def test_the_leaky_neuron_keeps_half():
    output = methods.of({"method": {"name": "atsnn", "neuron": "leaky"}}).trained_output("z")
    values = read_out({"output": output}, LOGITS.flip(0))
    assert values[:, 0, 0].tolist() == pytest.approx([1.0986123, 0.5493061])


def test_a_network_teaches_itself_by_its_right_timesteps():
    # Record 1 is right at timestep 2 only, record 2 never, so that its plain mean teaches.
    logits = torch.tensor([[[0.0, 2.0], [0.0, 2.0]], [[4.0, 0.0], [2.0, 4.0]]])
    taught = losses.own_teacher(logits, torch.tensor([0, 0]))
    assert taught.tolist() == [[4.0, 0.0], [1.0, 3.0]]


def test_only_spikes_above_the_wanted_rate_cost():
    assert losses.excess(torch.tensor(0.5), 0.25).item() == 0.0625
    assert losses.excess(torch.tensor(0.125), 0.25).item() == 0.0


@pytest.mark.parametrize(
    "wrong",
    ["best", {"loss": "static"}, {"name": "atsnn", "loss": "fast"}, {"name": "tet", "decay": 1}],
)
def test_unknown_methods_are_refused(wrong):
    with pytest.raises(UserError, match="known are"):
        methods.of({"method": wrong})

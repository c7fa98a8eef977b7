import pytest
import torch
from atsnn_training.losses import distilled
from atsnn_training.neurons import Dynamics, RectangleNode
from spikingjelly.activation_based import neuron

LIF = {"type": "lif", "tau": 2.0, "decay_input": True, "threshold": 1.0, "reset": "hard"}


@pytest.mark.parametrize(
    ("node", "twin"),
    [
        (LIF, neuron.LIFNode(tau=2.0, step_mode="m")),
        (LIF | {"decay_input": False}, neuron.LIFNode(tau=2.0, decay_input=False, step_mode="m")),
        (LIF | {"reset": "soft"}, neuron.LIFNode(tau=2.0, v_reset=None, step_mode="m")),
        ({"type": "if", "threshold": 1.0, "reset": "hard"}, neuron.IFNode(step_mode="m")),
    ],
)
def test_spikes_are_those_of_spikingjelly(node, twin):
    currents = 2 * torch.randn(4, 3, 5, 6, 6, generator=torch.Generator().manual_seed(3))
    spikes = RectangleNode(Dynamics.of(node, 1.0))(currents)
    assert torch.equal(spikes, twin(currents)) and 0.05 < spikes.mean() < 0.9


def gradients(node: dict, currents: list[float], upstream: list[float]) -> list[float]:
    x = torch.tensor(currents).view(-1, 1).requires_grad_()
    spikes = RectangleNode(Dynamics.of(node, 1.0))(x)
    spikes.backward(torch.tensor(upstream).view(-1, 1))
    return x.grad.flatten().tolist()


def test_the_gradient_goes_back_through_the_membrane():
    # H = 0.75, then 0.375 + 0.75 = 1.125: no spike at first, and both lie within 1 of the
    # threshold, where the surrogate is 1/2. dL/dH2 = 4/2; dL/dH1 = 3/2 + dL/dH2 / 2.
    assert gradients(LIF, [1.5, 1.5], [3.0, 4.0]) == [0.5 * (1.5 + 1.0), 0.5 * 2.0]


def test_a_hard_reset_cuts_the_gradient_and_a_soft_one_does_not():
    # H = 1.25 fires; after it V is 0, or 0.25.
    assert gradients(LIF, [2.5, 1.5], [3.0, 4.0]) == [0.5 * 1.5, 1.0]
    assert gradients(LIF | {"reset": "soft"}, [2.5, 1.5], [3.0, 4.0]) == [0.5 * 2.5, 1.0]


def test_far_from_the_threshold_there_is_no_gradient():
    assert gradients(LIF, [-0.5], [1.0]) == [0.0] and gradients(LIF, [4.5], [1.0]) == [0.0]


def test_the_smooth_twin_is_the_ramp_whose_slope_is_the_surrogate():
    node = RectangleNode(Dynamics.of(LIF, 1.0))
    node.smooth = True
    x = torch.tensor([[-1.0, 0.0, 1.0, 2.0, 3.0, 5.0]]).requires_grad_()
    ramp = node(x)  # H = x / 2, and the ramp runs from H = 0 to H = 2
    assert ramp.flatten().tolist() == [0.0, 0.0, 0.25, 0.5, 0.75, 1.0]
    ramp.sum().backward()
    assert x.grad.flatten().tolist()[2:5] == [0.25] * 3 and x.grad[0, 0] == x.grad[0, 5] == 0


def test_channels_last_stays_channels_last():
    x = torch.randn(8, 5, 6, 6).to(memory_format=torch.channels_last)
    spikes = RectangleNode(Dynamics.of(LIF, 1.0))(x.unflatten(0, (4, 2))).flatten(0, 1)
    assert spikes.is_contiguous(memory_format=torch.channels_last)


def test_distillation_is_the_divergence_from_the_teacher():
    # Teacher (ln 3, 0) says 3/4, 1/4; the student says 1/2, 1/2 at timestep 1 and agrees at 2.
    teacher = torch.tensor([[1.0986123, 0.0]])
    student = torch.tensor([[[0.0, 0.0]], [[1.0986123, 0.0]]])
    divergence = 0.75 * 0.4054651 - 0.25 * 0.6931472  # 3/4 ln(3/2) + 1/4 ln(1/2)
    assert distilled(student, teacher, [3.0, 1.0], 1.0).item() == pytest.approx(0.75 * divergence)
    hot = distilled(2 * student, 2 * teacher, [1.0, 0.0], 2.0).item()
    assert hot == pytest.approx(4 * divergence)

"""Folders for budgets: worst cases, equality, order of the reasons (X9, X10, C5)."""

from .. import exits
from ..budget import LIMIT, timestep_worst_case
from ..calibrate import calibrate
from ..events import BY_TIME
from ..session import Session, tensor_zero
from .events import SHAPE, burst, network, random_events, recording
from .exit import ALWAYS, NEVER, classifier, each_timestep, thresholds
from .registry import Net, case, pixels
from .residual import residual_identity, residual_pooled, residual_projection

RULES = "X9 X10 C5"


def spent(model, data):
    """D_1, D_2, ... D_T of an input, as if it never exited."""
    session = Session(model)
    return [session.step(source).operations for source in tensor_zero(model, data)]


def settled(draw, made):
    """(model, inputs, W, D of every input) of a maker's (model, inputs), calibrated."""
    model, inputs = made
    calibrate(model, [i.data for i in inputs], draw)
    totals = [spent(model, i.data) for i in inputs]
    return model, inputs, timestep_worst_case(model), totals


def image(draw):
    """Two layers on an image, the sum of the logits, no score."""
    return classifier(draw, exits.NEVER), pixels(draw, (4, 4, 1), 3)


def events(draw):
    """Event frames, which are counted; a crowded recording, a sparse and an empty one."""
    model = network(draw, BY_TIME)
    crowd = [e for y in range(SHAPE[0]) for x in range(SHAPE[1]) for e in burst(x, y, 0, y, 2)]
    return model, [recording(model, e) for e in (random_events(draw, 90, 4003), crowd, [])]


def windows(draw):
    """Even and uneven windows that leave the source on every side, strides 1 to 3."""
    net = Net(draw, (9, 7, 2), 4, zero=[128, 128])
    a = net.spiking([net.conv(0, 3, (3, 3), (1, 1))])
    b = net.spiking([net.conv(a, 5, (5, 7), (2, 3), (4, 5))])
    c = net.spiking([net.conv(b, 4, (7, 1), (3, 2), (6, 0), bits=16)], width=32)
    return net.readout([net.full(c, 3), net.full(a, 3)]), pixels(draw, (9, 7, 2), 3)


TOPOLOGIES = {
    "image": image,
    "events": events,
    "windows": windows,
    "identity": residual_identity,
    "projection": residual_projection,
    "pooled": residual_pooled,
}


def register_topology(name, make):
    """Two folders: the first input goes on after timestep 2 by equality, or stops by one."""

    @case(RULES, f"{name}: D_2 + W equals the budget, and timestep 3 runs",
          trace=False, name=f"budget-equal-{name}")  # fmt: skip
    def _equal(draw):
        model, inputs, worst, totals = settled(draw, make(draw))
        model.budget = totals[0][1] + worst
        return model, inputs

    @case(RULES, f"{name}: D_2 + W is one above the budget, and timestep 2 answers",
          trace=False, name=f"budget-short-{name}")  # fmt: skip
    def _short(draw):
        model, inputs, worst, totals = settled(draw, make(draw))
        model.budget = totals[0][1] + worst - 1
        return model, inputs


for each, maker in TOPOLOGIES.items():
    register_topology(each, maker)


@case(RULES, trace=False)
def budget_one(draw):
    """a budget of one operation: timestep 1 runs and answers."""
    model, inputs = image(draw)
    model.budget = 1
    return model, inputs


@case(RULES, trace=False)
def budget_last(draw):
    """the budget ends at timestep T - 1 by one operation, or lets the last timestep run."""
    model, inputs, worst, totals = settled(draw, image(draw))
    model.budget = sorted(t[-2] for t in totals)[1] + worst
    return model, inputs


@case(RULES, trace=False)
def budget_never_binds(draw):
    """the greatest budget there is: the last timestep answers."""
    model, inputs = image(draw)
    model.budget = LIMIT
    return model, inputs


@case(RULES, trace=False)
def budget_worst_case(draw):
    """T times W: no budget of a whole run can be greater and bind."""
    model, inputs, worst, _ = settled(draw, image(draw))
    model.budget = len(model.timesteps) * worst
    return model, inputs


@case(RULES + " X7", trace=False)
def budget_before_minimum(draw):
    """a score that always passes, held back until timestep 3; the budget answers at 2."""
    model, inputs, worst, totals = settled(
        draw, (classifier(draw, exits.MARGIN, minimum_timestep=3), pixels(draw, (4, 4, 1), 2))
    )
    thresholds(model, [ALWAYS["margin"]] * 4)
    model.budget = totals[0][0] + worst
    return model, inputs


@case(RULES + " X7", trace=False)
def budget_and_score(draw):
    """score and budget at the same timestep: the reason is the score."""
    model, inputs = classifier(draw, exits.MARGIN), pixels(draw, (4, 4, 1), 2)
    thresholds(model, [ALWAYS["margin"]] * 4)
    model.budget = 1
    return model, inputs


@case(RULES + " X7", trace=False)
def budget_and_last(draw):
    """t_max and budget at the same timestep, the score strict: the reason is the last timestep."""
    model = classifier(draw, exits.MARGIN, maximum_timestep=1)
    thresholds(model, [NEVER["margin"]] * 4)
    model.budget = 1
    return model, pixels(draw, (4, 4, 1), 2)


@case(RULES + " X7", trace=False)
def budget_score_and_last(draw):
    """the score passes at t_max: the reason is the score."""
    model = classifier(draw, exits.MARGIN, maximum_timestep=1)
    thresholds(model, [ALWAYS["margin"]] * 4)
    model.budget = 1
    return model, pixels(draw, (4, 4, 1), 2)


def register_score(name, kind):
    """A folder whose inputs leave by the score, by the budget and at the last timestep."""

    @case(RULES + " X7", f"{name}: some inputs are sure in time, the budget stops others",
          trace=False, name=f"budget-{name}")  # fmt: skip
    def _both(draw):
        model, inputs = each_timestep(draw, kind)
        totals = sorted(spent(model, i.data)[1] for i in inputs)
        model.budget = totals[len(totals) // 2] + timestep_worst_case(model)
        return model, inputs


for score, code in (("confidence", exits.CONFIDENCE), ("entropy", exits.ENTROPY)):
    register_score(score, code)

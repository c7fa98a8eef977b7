"""Folders for exits: scores, thresholds, equality, policy, extremes (X1 to X8)."""

from .. import exits
from ..build import LOG2_E
from ..calibrate import all_scores, calibrate, choose_factors, spread_exits, tight_threshold
from .output import constant
from .registry import Net, case, factors, given, pixels

SCORES = {"confidence": exits.CONFIDENCE, "entropy": exits.ENTROPY, "margin": exits.MARGIN}
RULES = {"confidence": "X1 X2 X3 X4 X8", "entropy": "X1 X2 X3 X5 X8", "margin": "X6 X8"}
NEVER = {"confidence": 2**24 + 1, "entropy": 0, "margin": 2**32 - 1}
ALWAYS = {"confidence": 0, "entropy": 786432, "margin": 0}


def classifier(draw, kind, timesteps=4, classes=4, **fields):
    """A small network with the running sum of its logits, open thresholds, exit score `kind`."""
    net = Net(draw, (4, 4, 1), timesteps, zero=[100])
    a = net.spiking([net.conv(0, 4)], leak=(2, 1))
    b = net.spiking([net.full(a, 9)], soft=True)
    fields = {"exit_score": kind, "representation": 2} | fields
    return net.readout([net.full(b, classes)], **fields)


def each_timestep(draw, kind):
    """Thresholds from 40 candidate inputs; the inputs kept leave at timestep 1, 2, ... T."""
    model = classifier(draw, kind)
    candidates = pixels(draw, (4, 4, 1), 40)
    data = [c.data for c in candidates]
    calibrate(model, data, draw)
    choose_factors(model, data)
    leaving = spread_exits(model, data)
    tight = [i for t in range(1, 4) for i in tightest(model, data, leaving, t)]
    chosen = sorted(set(tight) | {leaving.index(t) for t in set(leaving)})
    return model, [candidates[i] for i in chosen]


def tightest(model, data, leaving, t):
    """The inputs that exit at t with the threshold itself as their strictest one."""
    kind, threshold = model.exit_score, model.timesteps[t - 1].threshold
    here = [i for i in range(len(data)) if leaving[i] == t]
    scores = {i: all_scores(model, data[i], kind)[t - 1] for i in here}
    return [i for i in here if tight_threshold(kind, scores[i]) == threshold][:1]


def register_score(name, kind):
    """The folders that every score has."""

    @case(RULES[name] + " X7", f"{name}: inputs that exit at timestep 1, 2, 3 and at the last",
          name=f"exit-{name}")  # fmt: skip
    def _each(draw):
        return each_timestep(draw, kind)

    @case(RULES[name] + " X7", f"{name}: the strictest threshold passes at no timestep",
          name=f"exit-{name}-never-passes")  # fmt: skip
    def _never(draw):
        model = classifier(draw, kind)
        factors(model, 8)
        for record in model.timesteps:
            record.threshold = NEVER[name]
        return model, pixels(draw, (4, 4, 1), 3)

    @case(RULES[name] + " X7", f"{name} passes always, held back until the minimum timestep 3",
          name=f"exit-{name}-minimum")  # fmt: skip
    def _minimum(draw):
        model = classifier(draw, kind, minimum_timestep=3)
        factors(model, 8)
        for record in model.timesteps:
            record.threshold = ALWAYS[name]
        return model, pixels(draw, (4, 4, 1), 2)


for each in SCORES:
    register_score(each, SCORES[each])


@case("X7")
def exit_never(draw):
    """score kind never: the last timestep answers."""
    return classifier(draw, exits.NEVER, 5), pixels(draw, (4, 4, 1), 2)


@case("X7")
def exit_maximum(draw):
    """the maximum timestep 2 of 5 answers whatever the score, minimum equal to it."""
    policy = {"minimum_timestep": 2, "maximum_timestep": 2}
    model = classifier(draw, exits.MARGIN, 5, **policy)
    model.timesteps[0].threshold, model.timesteps[1].threshold = 0, 2**32 - 1
    return model, pixels(draw, (4, 4, 1), 2)


@case("X7 R1")
def exit_single_timestep(draw):
    """T = 1."""
    model = classifier(draw, exits.CONFIDENCE, 1)
    model.timesteps[0].threshold = 2**24 + 1
    return model, pixels(draw, (4, 4, 1), 3)


def thresholds(model, values):
    """Set the thresholds of timesteps 1, 2, ..."""
    for record, value in zip(model.timesteps, values):
        record.threshold = value


@case("X4")
def exit_confidence_equality(draw):
    """K = 2 and equal read-outs: G = 2^25, threshold 2^23 + 1 fails, 2^23 passes by equality."""
    model = constant(draw, [5, 5], 4, [1, -1], exit_score=exits.CONFIDENCE)
    factors(model)
    thresholds(model, [2**24, 2**23 + 1, 2**23, 0])
    return model, given([128], [129], [127], [255])


@case("X4 X2")
def exit_confidence_certain(draw):
    """G = 2^24 exactly: threshold 2^24 + 1 fails, 2^24 passes by equality."""
    model = constant(draw, [0, 0, 0], 4, [100, 0, -100], exit_score=exits.CONFIDENCE)
    factors(model)
    thresholds(model, [2**24 + 1, 2**24, 2**24, 0])
    return model, given([128], [255], [0], [129])


@case("X5")
def exit_entropy_equality(draw):
    """K = 4 and equal read-outs: 2 bits, threshold 131071 fails, 131072 passes by equality."""
    model = constant(draw, [5] * 4, 4, [1, -1, 0, 0], exit_score=exits.ENTROPY)
    factors(model)
    thresholds(model, [0, 131071, 131072, 0])
    return model, given([128], [129], [255])


@case("X5 X2")
def exit_entropy_zero(draw):
    """entropy 0 passes threshold 0 by equality only when every other g is 0."""
    model = constant(draw, [0, 0, 0], 3, [127, 0, -127], exit_score=exits.ENTROPY)
    factors(model, 4)
    return model, given([128], [255], [0], [129], [131])


@case("X6")
def exit_margin_equality(draw):
    """margin 20 against thresholds 21 and 20: equality passes; negative read-outs."""
    model = constant(draw, [-100, -100, -500], 3, [1, -1, 0], exit_score=exits.MARGIN)
    thresholds(model, [21, 20, 0])
    return model, given([138], [118], [128], [255])


@case("X3 X4 R4", trace=False)
def exit_classes_4096(draw):
    """4096 equal classes: G = 2^36, threshold 4096 passes by equality."""
    model = constant(draw, [0] * 4096, 2, [0], exit_score=exits.CONFIDENCE)
    thresholds(model, [4097, 4096])
    return model, given([128])


@case("X3 X5", trace=False)
def exit_entropy_4096(draw):
    """4096 equal classes: 12 bits, threshold 786431 fails, 786432 passes."""
    model = constant(draw, [0] * 4096, 2, [0], exit_score=exits.ENTROPY)
    thresholds(model, [786431, 786432])
    return model, given([128])


@case("X1")
def exit_factor_extremes(draw):
    """factors 1, 2^31 - 1 and 1 under shifts 0, 62 and 62, read-outs 2^31 apart."""
    bias = [2**30, -(2**30), 2**30 - 1, 12345678, 2**30]
    model = constant(draw, bias, 6, [1, -1, 0, 1, -1], exit_score=exits.ENTROPY)
    extremes = [(1, 0), (2**31 - 1, 0), (2**31 - 1, 62), (1, 62), (2**31 - 1, 31), (2**30, 30)]
    for record, (factor, shift) in zip(model.timesteps, extremes):
        record.factor, record.factor_shift = factor, shift
    return model, given([128], [0], [255])


@case("X1 X2 X3 X5", trace=False)
def exit_table_sweep(draw):
    """a sweep of exponents over the whole table, entropy just above each threshold."""
    bias = [0] + [-v for v in draw.integers(0, 60000, (23,)).tolist()]
    model = constant(draw, bias, 48, [0], exit_score=exits.ENTROPY, representation=2)
    data = bytes([128])
    for record, pair in zip(model.timesteps, all_scores(model, data, exits.ENTROPY)):
        record.threshold = tight_threshold(exits.ENTROPY, pair) - 1
    return model, given(data)


@case("X4 X1 X2")
def exit_mean_two_classes(draw):
    """K = 2, running mean: factors hold 1/t, each threshold one above the score."""
    model = classifier(draw, exits.CONFIDENCE, 6, 2)
    inputs = pixels(draw, (4, 4, 1), 3)
    calibrate(model, [i.data for i in inputs], draw)
    for t, record in enumerate(model.timesteps, start=1):
        record.factor, record.factor_shift = LOG2_E * 60 // t, 14
    scores = all_scores(model, inputs[0].data, exits.CONFIDENCE)
    thresholds(model, [tight_threshold(exits.CONFIDENCE, p) + 1 for p in scores])
    model.timesteps[4].threshold -= 1
    return model, inputs

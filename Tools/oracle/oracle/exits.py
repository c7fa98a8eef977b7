"""Exit scores, rules X1 to X10, in Python integers whose widths are checked as the rules state."""

from .arithmetic import WidthError
from .budget import exceeded
from .readout import answer
from .tables import EXP2, LOG2

NEVER, CONFIDENCE, ENTROPY, MARGIN = 0, 1, 2, 3
EXPONENT_LIMIT = 1638400
THRESHOLD_LIMIT = {NEVER: 0, CONFIDENCE: 2**24 + 1, ENTROPY: 786432, MARGIN: 2**32 - 1}


def check(value, low, high, what):
    """Return value; WidthError if it is outside low...high."""
    if not low <= value <= high:
        raise WidthError(f"{what}: {value} leaves {low}...{high}")
    return value


def exponents(y, factor, factor_shift):
    """X1: e_j of every class from read-outs y (int32), in units of 2^-16, 0...1638400."""
    y = [int(v) for v in y]
    top = max(y)
    result = []
    for v in y:
        product = check(top - v, 0, 2**32 - 1, "X1 difference") * factor
        check(product, 0, 2**63 - 1, "X1 product")
        result.append(min(product >> factor_shift, EXPONENT_LIMIT))
    return result


def exp2(e):
    """X2: 2^24 * 2^(-e / 65536) for e in 0...1638400."""
    n, i, r = e >> 16, (e >> 10) & 63, e & 1023
    if n >= 25:
        return 0
    return (EXP2[i] - (((EXP2[i] - EXP2[i + 1]) * r) >> 10)) >> n


def log2(total):
    """X5's lg: log2(total / 2^24) in units of 2^-16, total in 2^24...2^36."""
    p = check(total, 2**24, 2**36, "X3 sum").bit_length() - 1
    m = total - (1 << p)
    i, r = m >> (p - 6), (m >> (p - 16)) & 1023
    return (p - 24) * 65536 + LOG2[i] + (((LOG2[i + 1] - LOG2[i]) * r) >> 10)


def softmax_sums(y, factor, factor_shift):
    """X3 and X5: (G, S) over all classes."""
    e = exponents(y, factor, factor_shift)
    g = [exp2(v) for v in e]
    total = check(sum(g), 2**24, 2**36, "X3 sum")
    return total, check(sum(a * b for a, b in zip(g, e)), 0, 2**60 - 1, "X5 sum")


def margin(y):
    """X6: greatest read-out minus the greatest of the classes other than the answer's."""
    y = [int(v) for v in y]
    best = answer(y)
    return check(y[best] - max(y[:best] + y[best + 1 :]), 0, 2**32 - 1, "X6 margin")


def score(kind, y, factor, factor_shift):
    """X8: the recorded pair of a timestep, None for score kind never."""
    if kind == NEVER:
        return None
    if kind == MARGIN:
        return margin(y), 1
    total, weighted = softmax_sums(y, factor, factor_shift)
    return (2**24, total) if kind == CONFIDENCE else (weighted, total)


def passes(kind, pair, threshold):
    """X4 to X6: whether the score (X8) passes the threshold; equality passes."""
    check(threshold, 0, THRESHOLD_LIMIT[kind], "exit threshold")
    if kind == NEVER:
        return False
    if kind == MARGIN:
        return pair[0] >= threshold
    right = check(threshold * pair[1], 0, 2**60 + 2**36, "X4 X5 product")
    if kind == CONFIDENCE:
        return 2**48 >= right
    left = check(pair[1] * log2(pair[1]), 0, 2**60 - 1, "X5 product")
    return pair[0] + left <= right


def exit_reason(model, timestep, pair, operations):
    """X7, X9, X10: why the answer is given at this timestep (from 1), None if it is not.

    operations: of this run, this timestep included (D_t).
    """
    threshold = model.timesteps[timestep - 1].threshold
    if timestep >= model.minimum_timestep and passes(model.exit_score, pair, threshold):
        return "score"
    if timestep >= model.maximum_timestep:
        return "last"
    return "budget" if exceeded(model, operations) else None

"""What the paper's tables lead one to expect of a study, and whether it held."""

POINT = 0.01
SLACK = 0.5 * POINT
RISE = 10 * POINT


def expectations(rows: dict[str, dict | None]) -> list[dict]:
    """Statements about a study's rows with `held`; None where a row it needs was not run."""
    return [
        _stated("timestep 1 answers better with the loss than without", rows, _loss_raises),
        _stated("timestep 1 rises by ten points or more with the loss", rows, _loss_raises_far),
        _stated("the representation leaves timestep 1 unchanged exactly", rows, _first_unchanged),
        _stated("ATSNN takes fewer mean timesteps than DT-SNN and static", rows, _fewer),
        _stated("ATSNN has a lower complexity than DT-SNN and static", rows, _cheaper),
        _stated("ATSNN is within 0.5 points of the better of them", rows, _accurate),
    ]


def _stated(text: str, rows: dict, test) -> dict:
    try:
        return {"expected": text, "held": test(rows)}
    except (TypeError, KeyError):  # a row is None, not run, or the study has no such row
        return {"expected": text, "held": None}


def _first(rows: dict, name: str) -> float:
    return rows[name]["accuracy_per_timestep"][0]


def _loss_raises(rows: dict) -> bool:
    return _first(rows, "loss") > _first(rows, "static")


def _loss_raises_far(rows: dict) -> bool:
    return _first(rows, "loss") >= _first(rows, "static") + RISE


def _first_unchanged(rows: dict) -> bool:
    pairs = (("static", "representation"), ("neuron-loss", "atsnn"))
    return all(_first(rows, a) == _first(rows, b) for a, b in pairs)


def _fewer(rows: dict) -> bool:
    others = (rows["dt-snn"]["mean_timesteps"], len(rows["static"]["accuracy_per_timestep"]))
    return rows["atsnn"]["mean_timesteps"] < min(others)


def _cheaper(rows: dict) -> bool:
    return rows["atsnn"]["complexity"] < min(rows["dt-snn"]["complexity"], 1.0)


def _accurate(rows: dict) -> bool:
    static = rows["static"]["accuracy_per_timestep"][-1]
    return rows["atsnn"]["accuracy"] >= max(rows["dt-snn"]["accuracy"], static) - SLACK

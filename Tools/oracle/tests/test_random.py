"""Random networks: reproducible, replayable, of every kind."""

import pytest
from oracle.randomized import Coverage, random_case
from oracle.reader import read
from oracle.writer import write

SEEDS = range(1, 41)


@pytest.fixture(scope="module")
def networks():
    return {seed: random_case(seed) for seed in SEEDS}


def test_equal_seeds_give_equal_networks(networks):
    for seed in (1, 7):
        model, inputs = random_case(seed)
        assert write(model) == write(networks[seed][0])
        assert [i.data for i in inputs] == [i.data for i in networks[seed][1]]


def test_networks_are_accepted_and_cover_the_features(networks):
    coverage = Coverage()
    for model, inputs in networks.values():
        coverage.add(read(write(model)), inputs)
    wanted = (
        "node: max pooling", "node: sum pooling", "connection: identity, 32 bits",
        "connection: convolution, 16 bits", "input: events", "reset: soft", "shift: left",
        "exit at timestep: 1", "exit at timestep: between", "runs with saturations",
    )  # fmt: skip
    assert all(coverage.counts[w] for w in wanted)
    assert 5 < 100 * coverage.spikes // coverage.neurons < 60

import instructions


def test_growth_within_the_limit_holds():
    ((holds, text),) = instructions.verdicts({"reference": 1000}, {"reference": 1030})
    assert holds and "+3.00%" in text


def test_growth_over_the_limit_fails():
    ((holds, text),) = instructions.verdicts({"reference": 1000}, {"reference": 1031})
    assert not holds and "renew the record" in text


def test_saving_holds_and_asks_for_a_new_record():
    ((holds, text),) = instructions.verdicts({"reference": 1000}, {"reference": 900})
    assert holds and text.endswith("; renew the record")


def test_missing_record_fails():
    results = instructions.verdicts({"reference": 1}, {"reference": 1, "baseline": 2})
    assert [holds for holds, _ in results] == [True, False]


def test_inputs_are_an_array_of_the_vectors(tmp_path, monkeypatch):
    import numpy

    monkeypatch.chdir(instructions.pathlib.Path(__file__).resolve().parents[3])
    instructions.write_inputs(tmp_path / "inputs.npy")
    images = numpy.load(tmp_path / "inputs.npy")
    assert images.shape == (8, 28, 28, 1) and images.dtype == numpy.uint8
    first = (instructions.VECTORS / "input-0.bin").read_bytes()
    assert images[0].tobytes() == first

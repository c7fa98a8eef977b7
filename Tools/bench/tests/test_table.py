import copy

from atsnn_bench import cost, report, table

ROW = {
    "engine": "atsnn",
    "label": "ATSNN runtime",
    "timesteps": 4.0,
    "adaptive": False,
    "cnn": False,
    "median_ms": 2.0,
    "best_ms": 1.5,
    "ours_is_faster_by": 1.0,
    "to_openvino_merged": 1.61,
    "check": None,
    "peak_megabytes": 12.3,
    "cold_ms": 20.4,
}
PIECE = {
    "title": "vgg16, average pooling, seeded at 15 %",
    "cores": 1,
    "foreign_cores": 0.1,
    "shares": [0.6, 0.25, 0.1, 0.05],
    "network": {"spike_rate": [0.14, 0.16], "synaptic_operations": 208.2e6},
    "limit": {"instructions": "AVX2", "fixed_ms": 1.0, "cnn_ms": 0.5, "adaptive_ms": 0.25},
    "rows": [ROW, ROW | {"label": "A name that is quite long, 28", "cnn": True, "median_ms": 1e4}],
    "not_run": {"litert-cnn": "LiteRT int8 CNN ended: " + "no converter " * 20},
}


def test_lines_fit_100_columns():
    lines = table.piece(PIECE).splitlines()
    assert max(map(len, lines)) <= 100
    assert "spike rate 15.0 % (layers 14.0 to 16.0), 208.2 M synaptic operations" in lines[1]
    assert "60 % at 1, 25 % at 2, 10 % at 3, 5 % at 4" in lines[2]
    assert lines[-1].startswith("  litert-cnn: not run: LiteRT int8 CNN ended")


def test_busy_machine_is_said():
    assert "BUSY" not in table.piece(PIECE)
    assert "others used 0.7 cores" in table.piece(PIECE | {"foreign_cores": 0.7})


def test_row_shows_its_figures():
    found = table.cells(ROW, PIECE["limit"])
    assert found == ("ATSNN runtime", "4", "2.000", "1.500", "1.00", "1.61", "50", "12", "20")


def test_limit_is_that_of_the_rows_work():
    limit = PIECE["limit"]
    assert table.percent(ROW | {"cnn": True}, limit) == "25"
    assert table.percent(ROW | {"adaptive": True}, limit) == "12"
    assert table.percent(ROW, {}) == "-"


def test_wrong_float_engine_is_a_fault():
    piece = copy.deepcopy(PIECE)
    assert report.faults([piece]) == []
    piece["rows"][0]["check"] = {"correlation": 0.99, "exact": False}
    assert report.faults([piece]) == [
        f"{PIECE['title']}: ATSNN runtime differs from the float reference"
    ]


def test_curve_has_the_slope_of_an_operation():
    points = [{"place": p, "median_ms": 0.5 + p, "synaptic_operations": 1e8 * p} for p in (1, 2, 4)]
    found = cost.curve(points)
    assert round(found["picoseconds_per_operation"], 6) == 10
    assert round(found["milliseconds_at_no_operation"], 6) == 0.5
    assert (
        max(map(len, cost.text({"network": "n", "curves": {"width": found}}).splitlines())) <= 100
    )

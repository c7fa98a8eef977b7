from atsnn_bench import emulated

ROWS = [
    {"rate": 0.02, "kernels": 20_000_000, "reference": 90_000_000, "dense": 130_000_000},
    {"rate": 0.40, "kernels": 65_000_000, "reference": 900_000_000, "dense": 130_000_000},
]


def test_table_fits_100_columns_and_has_the_ratio():
    lines = emulated.text({"linux-aarch64": ROWS, "linux-armv7": ROWS}).splitlines()
    assert max(map(len, lines)) <= 100
    assert lines[3].split() == ["2", "%", "20.00", "90.00", "130.00", "6.50"]
    assert lines[4].split()[-1] == "2.00"


def test_ratio_is_to_the_reference_where_there_are_no_other_kernels():
    rows = [{key: row[key] for key in ("rate", "reference", "dense")} for row in ROWS]
    lines = emulated.text({"linux-armv7": rows}).splitlines()
    assert lines[3].split() == ["2", "%", "90.00", "130.00", "1.44"]


def test_count_is_read_from_the_plugins_line():
    assert emulated.COUNTED.search("qemu: warning\ninstructions 123\n")[1] == "123"
    assert emulated.COUNTED.search("no instructions 123 counted") is None


def test_count_must_follow_the_rate_and_stay_below_the_reference():
    assert emulated.verdicts(ROWS) == [True, True]
    assert emulated.verdicts(ROWS[::-1]) == [True, False]
    assert emulated.verdicts([ROWS[0] | {"kernels": 90_000_000}, ROWS[1]]) == [False, False]

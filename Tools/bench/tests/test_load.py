import time

from atsnn_bench import load


def test_busy_time_leaves_out_idle_and_waiting():
    line = "cpu  100 20 30 9999 9999 4 5 6 0 0"
    assert load.machine_seconds(line) * load.TICKS == 165


def test_process_time_is_found_behind_any_name():
    text = "7 (a) b) 3 (c) S 1 7 7 0 -1 0 0 0 0 0 250 50 0 0 20 0 1 0"
    assert load.process_seconds(text) * load.TICKS == 300


def test_own_work_is_not_foreign():
    """Half a second of it; what others do meanwhile is not more than the machine."""
    found = load.Load([])
    end = time.monotonic() + 0.5
    before = load.busy_seconds()
    while time.monotonic() < end:
        pass
    everything = (load.busy_seconds() - before) / 0.5
    assert found.foreign_cores() < max(everything - 0.1, 0.1)

"""What `readme_examples.py` runs, compares and overlooks."""

import pathlib
import subprocess
import sys

SCRIPT = pathlib.Path(__file__).parents[1] / "readme_examples.py"


def check(tmp_path, text, *options):
    document = tmp_path / "document.md"
    document.write_text(text)
    command = [sys.executable, SCRIPT, *options, document]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def block(*lines, example=None):
    comment = f"<!-- example: {example} -->\n" if example else ""
    return comment + "\n".join(["```console", *lines, "```"]) + "\n"


def test_commands_share_a_shell(tmp_path):
    result = check(tmp_path, block("$ word=one") + "text\n" + block("$ echo $word", "one"))
    assert (result.returncode, result.stdout.splitlines()[-1]) == (0, "2 passed, 0 failed")


def test_another_output_is_shown(tmp_path):
    result = check(tmp_path, block("$ echo two", "one"))
    assert result.returncode == 1
    assert {"-one", "+two"} <= set(result.stdout.splitlines())


def test_a_failing_command_fails(tmp_path):
    assert check(tmp_path, block("$ false")).returncode == 1


def test_missing_output_fails(tmp_path):
    assert check(tmp_path, block("$ true", "one")).returncode == 1


def test_dots_stand_for_any_lines(tmp_path):
    assert check(tmp_path, block("$ seq 9", "1", "...", "8", "9")).returncode == 0
    assert check(tmp_path, block("$ seq 9", "1", "...", "8")).returncode == 1


def test_numbers_vary_only_where_the_comment_says(tmp_path):
    lines = ("$ echo 'time   12.5 us'; echo 'count 3'", "time 1,000.1 us", "count 3")
    assert check(tmp_path, block(*lines)).returncode == 1
    assert check(tmp_path, block(*lines, example="varies time")).returncode == 0
    other = (lines[0], "time 1,000.1 us", "count 4")
    assert check(tmp_path, block(*other, example="varies time")).returncode == 1


def test_slow_examples_wait(tmp_path):
    text = block("$ false", example="slow")
    assert check(tmp_path, text).returncode == 0
    assert check(tmp_path, text, "--slow").returncode == 1


def test_continued_lines_are_one_command(tmp_path):
    assert check(tmp_path, block("$ echo one \\", "    two", "one two")).returncode == 0


def test_targets_must_exist(tmp_path):
    assert check(tmp_path, "`make help`, `make board-tests-NAME`, make sense\n").returncode == 0
    result = check(tmp_path, "    make nothing-of-the-kind\n")
    assert result.returncode == 1
    assert "make nothing-of-the-kind: there is no such target" in result.stdout

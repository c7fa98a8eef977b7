"""The inputs and answers of a folder of golden vectors, for the examples and their test.

answers.py FOLDER --pixels     the inputs, one after the other, on standard output
answers.py FOLDER --header     the same as a C header, `static const unsigned char images[]`
answers.py FOLDER --expected   a line a vector, `class K timestep T`
answers.py FOLDER --events     the first vector's recording as N-MNIST's records of five bytes
"""

import json
import pathlib
import sys


def records(extra: dict) -> bytes:
    """The first recording of an `extra.json`: x, y, then polarity and 23 bits of microseconds."""
    events = next(iter(extra["recordings"].values()))
    return b"".join(
        bytes([x, y]) + (polarity << 23 | time).to_bytes(3, "big")
        for x, y, polarity, time in events
    )


def main() -> int:
    """Print one of the four; 0 done, 2 wrong use."""
    if len(sys.argv) != 3 or sys.argv[2] not in ("--pixels", "--header", "--expected", "--events"):
        print(__doc__, file=sys.stderr)
        return 2
    folder = pathlib.Path(sys.argv[1])
    if sys.argv[2] == "--events":
        sys.stdout.buffer.write(records(json.loads((folder / "extra.json").read_text())))
        return 0
    vectors = json.loads((folder / "vectors.json").read_text())["vectors"]
    pixels = b"".join((folder / vector["input"]["file"]).read_bytes() for vector in vectors)
    if sys.argv[2] == "--pixels":
        sys.stdout.buffer.write(pixels)
    elif sys.argv[2] == "--header":
        print("static const unsigned char images[] = {" + ",".join(map(str, pixels)) + "};")
    else:
        for vector in vectors:
            print(f"class {vector['prediction']} timestep {vector['exit_timestep']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

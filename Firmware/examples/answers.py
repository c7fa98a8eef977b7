"""The inputs and answers of a folder of golden vectors, for the examples and their test.

answers.py FOLDER --pixels     the inputs, one after the other, on standard output
answers.py FOLDER --header     the same as a C header, `static const unsigned char images[]`
answers.py FOLDER --expected   a line a vector, `class K timestep T`
"""

import json
import pathlib
import sys


def main() -> int:
    """Print one of the three; 0 done, 2 wrong use."""
    if len(sys.argv) != 3 or sys.argv[2] not in ("--pixels", "--header", "--expected"):
        print(__doc__, file=sys.stderr)
        return 2
    folder = pathlib.Path(sys.argv[1])
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

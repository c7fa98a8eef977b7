"""Lists the committed golden vectors for programs that read no JSON: lines of `NAME IMAGE INPUT`.

NAME is `folder/vector`. A vector whose input belongs to a data set is left out. No vector at all is a
failure.
"""

import json
import pathlib
import sys


def lines(root: pathlib.Path):
    for file in sorted(root.glob("*/vectors.json")):
        folder = json.loads(file.read_text(encoding="utf-8"))
        for vector in folder["vectors"]:
            if "data_set" in vector["input"]:
                continue
            name = f"{folder['name']}/{vector['name']}"
            image = file.parent / folder["image"]
            yield f"{name} {image} {file.parent / vector['input']['file']}"


def main() -> int:
    if len(sys.argv) != 2:
        print("use: list_vectors.py VECTORS_FOLDER", file=sys.stderr)
        return 2
    found = list(lines(pathlib.Path(sys.argv[1])))
    if not found:
        print(f"{sys.argv[1]}: no golden vectors", file=sys.stderr)
        return 2
    print("\n".join(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Fault drill: a folder of golden vectors again, with one bit of its image's weights flipped.

flip_image.py FOLDER OUT
"""

import pathlib
import shutil
import sys

FROM_END = 0x6000  # bytes; the largest weight sections are near the end of an image


def main() -> int:
    """Copy and flip; 0 done, 2 wrong use."""
    if len(sys.argv) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    folder, out = map(pathlib.Path, sys.argv[1:])
    shutil.copytree(folder, out / folder.name, dirs_exist_ok=True)
    image = out / folder.name / "image.atsnn"
    content = bytearray(image.read_bytes())
    content[-FROM_END] ^= 1
    image.write_bytes(content)
    return 0


if __name__ == "__main__":
    sys.exit(main())

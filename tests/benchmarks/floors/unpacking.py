"""Floor of verifying: `unzip -t` and SHA-256 of the same bytes.

    python unpacking.py BUNDLE…

`unzip -t` inflates each file and compares its CRC; so does `zipfile` here, in the pass that feeds SHA-256.
"""

import hashlib
import sys
import zipfile

PIECE = 1 << 16


def main(paths: list[str]) -> None:
    """Read every byte of every file of the archives; a wrong CRC raises."""
    for path in paths:
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                digest = hashlib.sha256()
                with archive.open(name) as source:
                    while piece := source.read(PIECE):
                        digest.update(piece)


if __name__ == "__main__":
    main(sys.argv[1:])

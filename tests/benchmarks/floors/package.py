"""Floor of exporting: one pass of SHA-256 and deflate over the payload's bytes, which lie ready in files.

    python package.py FOLDER TARGET

Level 1 of deflate, as the program's; each file is read in pieces and written into a ZIP.
"""

import hashlib
import sys
import zipfile
from pathlib import Path

PIECE = 1 << 16


def main(folder: Path, target: Path) -> None:
    """Write the archive and, last, the manifest."""
    lines = []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            name, digest = path.relative_to(folder).as_posix(), hashlib.sha256()
            with path.open("rb") as source, archive.open(name, "w") as out:
                while piece := source.read(PIECE):
                    digest.update(piece)
                    out.write(piece)
            lines.append(f"{digest.hexdigest()}  {name}\n")
        archive.writestr("manifest-sha256.txt", "".join(lines))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

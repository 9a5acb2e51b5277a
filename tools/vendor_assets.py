"""Bring front-end packages into the repository, with version, licence and hash.

python tools/vendor_assets.py          fetch with `npm pack` and record
python tools/vendor_assets.py --check  every vendored file still has its recorded hash
"""

import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RECORD = ROOT / "nuotio/ui/static/ui/vendor/VENDORED.json"
WANTED = (
    ("htmx.org", "2.0.11", "dist/htmx.min.js", "nuotio/ui/static/ui/vendor/htmx.min.js"),
    ("uqr", "0.1.3", "dist/index.mjs", "nuotio/culture/static/culture/vendor/uqr.js"),
    ("uqr", "0.1.3", "LICENSE", "nuotio/culture/static/culture/vendor/uqr.LICENSE.txt"),
    ("axe-core", "4.14.1", "axe.min.js", "tests/vendor/axe.min.js"),
    ("ical.js", "2.2.1", "dist/ical.min.js", "tests/vendor/ical/ical.min.mjs"),
    ("ical.js", "2.2.1", "LICENSE", "tests/vendor/ical/LICENSE"),
)


def fetch(name: str, version: str, inside: str, target: Path) -> dict[str, str]:
    """Put one file of a package where it belongs; return what to record of it."""
    with tempfile.TemporaryDirectory() as folder:
        packed = subprocess.run(
            ["npm", "pack", f"{name}@{version}", "--silent"],
            cwd=folder,
            check=True,
            capture_output=True,
            text=True,
        )
        with tarfile.open(Path(folder) / packed.stdout.strip()) as package:
            told = json.loads(_bytes(package, "package/package.json"))
            content = _bytes(package, f"package/{inside}")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    return {
        "package": name,
        "version": version,
        "licence": told["license"],
        "file": str(target.relative_to(ROOT)),
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def _bytes(package: tarfile.TarFile, path: str) -> bytes:
    member = package.extractfile(path)
    if member is None:
        raise SystemExit(f"{path} is not in the package.")
    return member.read()


def changed() -> list[str]:
    """Return the vendored files whose bytes are not those that were recorded."""
    return [
        one["file"]
        for one in json.loads(RECORD.read_text())
        if hashlib.sha256((ROOT / one["file"]).read_bytes()).hexdigest() != one["sha256"]
    ]


def main() -> int:
    """Fetch, or check."""
    if "--check" in sys.argv:
        wrong = changed()
        for file in wrong:
            sys.stderr.write(f"{file} is not what was vendored.\n")
        return int(bool(wrong))
    record = [fetch(name, version, inside, ROOT / file) for name, version, inside, file in WANTED]
    RECORD.write_text(json.dumps(record, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

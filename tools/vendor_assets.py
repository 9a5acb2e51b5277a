"""Bring front-end packages into the repository, with version, licence and hash.

python tools/vendor_assets.py          fetch with `npm pack` and record
python tools/vendor_assets.py --check  every vendored file still has its recorded hash
"""

import hashlib
import json
import os
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
BUNDLER = "esbuild@0.28.2"
# Several packages in one ES module: no package manager is needed to run the service.
BUNDLE = "nuotio/culture/static/culture/vendor/ballot-crypto.min.js"
BUNDLED = {
    "@cloudflare/blindrsa-ts": ("0.4.4", "RSABSSA"),
    "@hpke/core": ("1.9.0", "Aes256Gcm, CipherSuite, HkdfSha256"),
    "@hpke/dhkem-x25519": ("1.8.0", "DhkemX25519HkdfSha256"),
    "@hpke/common": ("1.10.1", ""),
    "sjcl": ("1.0.8", ""),
}


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


def bundle() -> list[dict[str, str]]:
    """Make one module of the packages that ballots need; return what to record of each."""
    with tempfile.TemporaryDirectory() as name:
        folder, target = Path(name), ROOT / BUNDLE
        wanted = [f"{package}@{version}" for package, (version, _names) in BUNDLED.items()]
        words = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"]
        (folder / "package.json").write_text("{}")
        subprocess.run([*words, BUNDLER, *wanted], cwd=folder, check=True)
        (folder / "entry.js").write_text(
            "".join(
                f'export {{ {names} }} from "{package}";\n'
                for package, (_version, names) in BUNDLED.items()
                if names
            )
        )
        target.parent.mkdir(parents=True, exist_ok=True)
        words = ["entry.js", "--bundle", "--format=esm", "--minify", "--target=es2022"]
        subprocess.run(
            ["node_modules/.bin/esbuild", *words, "--legal-comments=inline", f"--outfile={target}"],
            cwd=folder,
            check=True,
            env={**os.environ, "NO_COLOR": "1"},
        )
        digest = hashlib.sha256(target.read_bytes()).hexdigest()
        return [_part(folder, package, digest) for package in BUNDLED]


def _part(folder: Path, package: str, digest: str) -> dict[str, str]:
    told = json.loads((folder / "node_modules" / package / "package.json").read_text())
    return {
        "package": package,
        "version": told["version"],
        "licence": told["license"],
        "file": BUNDLE,
        "sha256": digest,
        "bundled_with": BUNDLER,
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
    record += bundle()
    RECORD.write_text(json.dumps(record, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

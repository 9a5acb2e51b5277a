"""The product's own content, shipped as YAML: demo world, glossary, template, methods."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def load(name: str) -> Any:
    """Return the parsed content file `<name>.yaml`; treat the answer as read-only."""
    source = files(__package__).joinpath(f"{name}.yaml")
    return yaml.load(source.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))

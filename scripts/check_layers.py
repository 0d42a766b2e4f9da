#!/usr/bin/env python3
"""Holds the includes in src/ to the floors of docs/architecture.md."""

import pathlib
import re
import sys
import tempfile

ALLOWED = {
    "base": set(),
    "cv": {"base"},
    "store": {"base", "cv"},
    "render": {"base", "cv"},
    "auth": {"base", "cv"},
    "http": {"base"},
    "site": {"base", "cv", "store", "render", "auth", "http"},
    "cli": {"base", "cv", "store", "render", "auth", "http", "site"},
}
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"')


def violations(source):
    for path in sorted(source.rglob("*.[ch]pp")):
        layer = path.relative_to(source).parts[0]
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            match = INCLUDE.match(line)
            if not match:
                continue
            target = match[1].split("/")[0]
            where = f"{path}:{number}: "
            if ".." in match[1] or "/" not in match[1]:
                yield where + f'write "{match[1]}" from the source root, as in "{layer}/x.hpp"'
            elif layer not in ALLOWED or target not in ALLOWED:
                yield where + f"'{layer if layer not in ALLOWED else target}' is no layer"
            elif target != layer and target not in ALLOWED[layer]:
                yield where + f"{layer} may not use {target}; it may use: {', '.join(sorted(ALLOWED[layer])) or 'nothing'}"


def self_test():
    """The check is worth something only if it finds a seeded fault of each kind."""
    seeds = {
        "http/x.cpp": '#include "cv/document.hpp"\n',
        "store/x.hpp": '#include "render/html.hpp"\n',
        "base/x.hpp": '#include "http/server.hpp"\n',
        "cv/x.cpp": '#include "../base/time.hpp"\n',
        "lost/x.cpp": '#include "base/time.hpp"\n',
    }
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for name, text in seeds.items():
            (root / name).parent.mkdir(exist_ok=True)
            (root / name).write_text(text, encoding="utf-8")
        found = list(violations(root))
    if len(found) != len(seeds):
        sys.exit(f"the layer check misses seeded faults: found {found}")


if __name__ == "__main__":
    self_test()
    wrong = list(violations(pathlib.Path(__file__).resolve().parent.parent / "src"))
    print("\n".join(wrong) or "the layers hold")
    sys.exit(bool(wrong))

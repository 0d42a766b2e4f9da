#!/usr/bin/env python3
"""Checks the translations of messages: that each language has every template of the source and no other, with the same
places, and that each template is given as many values as it has places.

A template is a string with the suffix _msg ("there is no CV '{0}'"_msg), or a title of the schema of documents. Those of
punctuation alone need no translation. Faults that only programmers read carry ErrorCode::internal and Message::as_is()."""

import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
LANGUAGES = ROOT / "src/messages/assets"
STRING = r'"(?:[^"\\\n]|\\.)*"'
TEMPLATE = re.compile(rf"(?<!operator)((?:{STRING}\s*)*{STRING})_msg\b(\()?")
TOKEN = re.compile(rf"{STRING}|'(?:[^'\\]|\\.)'|[(\[{{]|[)\]}}]|,", re.S)
PLACE = re.compile(r"\{([0-9])\}")
ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}


def unescaped(literals):
    text = "".join(one[1:-1] for one in re.findall(STRING, literals))
    return re.sub(r"\\(.)", lambda found: ESCAPES.get(found[1], found[1]), text)


def count_arguments(code, at):
    """Of the call whose opening parenthesis ends at `at`."""
    depth, commas, begin = 1, 0, at
    for token in TOKEN.finditer(code, at):
        if token[0] in "([{":
            depth += 1
        elif token[0] in ")]}":
            depth -= 1
            if depth == 0:
                return commas + 1 if code[begin : token.start()].strip() else 0
        elif token[0] == "," and depth == 1:
            commas += 1
    return 0


def schema_titles(node):
    if isinstance(node, dict):
        if isinstance(node.get("title"), str):
            yield node["title"]
        node = list(node.values())
    if isinstance(node, list):
        for one in node:
            yield from schema_titles(one)


def has_words(template):
    return re.search(r"[A-Za-z]", PLACE.sub("", template)) is not None


def places(text):
    return {int(number) for number in PLACE.findall(text)}


def main():
    wrong = []
    templates = {}
    files = subprocess.run(
        ["git", "ls-files", "-z", "-c", "-o", "--exclude-standard", "src/*.cpp", "src/*.hpp"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    ).stdout.split("\0")
    for name in filter(None, files):
        if re.search(r"_(test|testing|bench|fuzz)\.[ch]pp$", name) or not (ROOT / name).exists():
            continue
        code = re.sub(r"(?m)^\s*//.*$", "", (ROOT / name).read_text(encoding="utf-8"))
        for found in TEMPLATE.finditer(code):
            template = unescaped(found[1])
            templates.setdefault(template, name)
            if places(template) != set(range(len(places(template)))):
                wrong.append(f"{name}: the places of {template!r} are not numbered from 0")
            if found[2] and count_arguments(code, found.end()) != len(places(template)):
                wrong.append(f"{name}: {template!r} is given another number of values than it has places")
    schema = json.loads((ROOT / "schema/resume.schema.json").read_text(encoding="utf-8"))
    for title in schema_titles(schema):
        templates.setdefault(title, "schema/resume.schema.json")
    needed = {template for template in templates if has_words(template)}
    for path in sorted(LANGUAGES.glob("*.json")):
        if path.stem == "en":
            continue
        there = json.loads(path.read_text(encoding="utf-8")).get("messages", {})
        for template in sorted(needed - set(there)):
            wrong.append(f"{path.name} lacks {json.dumps(template, ensure_ascii=False)} ({templates[template]})")
        for template in sorted(set(there) - needed):
            wrong.append(f"{path.name} has {json.dumps(template, ensure_ascii=False)}, which the source has not")
        for template in sorted(needed & set(there)):
            if places(template) != places(there[template]):
                wrong.append(f"{path.name}: other places in {json.dumps(template, ensure_ascii=False)}")
    print(*wrong, sep="\n", end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

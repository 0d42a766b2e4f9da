#!/usr/bin/env python3
"""Checks the documents: each link within the repository leads to a file, and to a heading if it names one. Each path in
CONTRIBUTING's table "where would I change it" exists, and each typical change has a row."""

import glob
import os
import re
import subprocess
import sys

os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
WANTED = ["a section of", "a section title", "a language of the Studio", "a store", "a setting", "a limit", "a font",
          "a metric", "a theme", "an output format", "a route", "a subcommand"]
wrong = []


def prose_of(path):
    """A Markdown file's text without its blocks of code."""
    with open(path, encoding="utf-8") as file:
        return re.sub(r"^```.*?^```", "", file.read(), flags=re.M | re.S)


def anchors(path):
    """The anchors of a Markdown file's headings, in the form that repository hosts generate."""
    titles = re.findall(r"^#+ (.*)$", prose_of(path), flags=re.M)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def check_links(path):
    for target in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`]*`", "", prose_of(path))):
        if re.match(r"[a-z]+:", target) or target.startswith("/"):
            continue
        file, _, anchor = target.partition("#")
        there = os.path.normpath(os.path.join(os.path.dirname(path), file)) if file else path
        if not os.path.exists(there):
            wrong.append(f"{path}: there is no {target}")
        elif anchor and there.endswith(".md") and anchor not in anchors(there):
            wrong.append(f"{path}: {there} has no heading #{anchor}")


def check_table():
    with open("CONTRIBUTING.md", encoding="utf-8") as file:
        text = file.read()
    table = text[text.index("## Where would I change it?"):]
    rows = re.findall(r"^\| (.+?) \| (.+) \|$", table[:table.index("\n## ", 5)], flags=re.M)[1:]
    for wish, answer in rows:
        for path in re.findall(r"`([^`]+)`", answer):
            if "/" not in path:
                continue
            path = re.sub(r"\{\w+\}", "*", path.split(" ")[-1])
            if not glob.glob(path):
                wrong.append(f'CONTRIBUTING.md, "{wish}": there is no {path}')
    for wish in WANTED:
        if not any(wish in row[0] for row in rows):
            wrong.append(f'CONTRIBUTING.md: no row says where {wish} is changed')


for name in subprocess.run(["git", "ls-files", "*.md"], capture_output=True, text=True, check=True).stdout.split():
    if not name.startswith(("tests/corpus/", "src/")):
        check_links(name)
check_table()
print("\n".join(wrong))
sys.exit(1 if wrong else 0)

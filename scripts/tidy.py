#!/usr/bin/env python3
"""Runs clang-tidy on the program's sources, several files per reading of the libraries' headers.

Most of clang-tidy's time goes into headers of libraries. So the script includes several files together. It separates
neighbours, since files of one directory more often have private names in common. A group that does not compile as one
is halved. Exit status: 0 if nothing was found, 1 otherwise.

  scripts/tidy.py [--build build/tidy] [FILE...]    all sources, or the given ones
"""
import argparse
import concurrent.futures
import json
import os
import pathlib
import shlex
import subprocess
import sys

FILES_OF_A_GROUP = 8


def arguments_of(entry):
    """The compiler's arguments of one entry of compile_commands.json, without its output and its file."""
    words = shlex.split(entry["command"])
    end = words.index("-o")
    return tuple(word for word in words[:end] if not word.startswith("-DVITRINE_")), tuple(
        word for word in words[:end] if word.startswith("-DVITRINE_")
    )


def groups_of(files, commands):
    """Groups of at most FILES_OF_A_GROUP files with equal arguments, and these arguments."""
    alike = {}
    for file in files:
        arguments, definitions = arguments_of(commands[file])
        of_these = alike.setdefault(arguments, ([], set()))
        of_these[0].append(file)
        of_these[1].update(definitions)
    for arguments, (members, definitions) in alike.items():
        count = -(-len(members) // FILES_OF_A_GROUP)
        for first in range(count):
            yield members[first::count], [*arguments, *sorted(definitions)]


def tidy(folder, files, arguments):
    """clang-tidy's findings in the files, read as one; in halves if they do not compile as one."""
    source = (folder / files[0].replace("/", "_")).absolute()
    source.write_text("".join(f'#include "{os.path.abspath(file)}"\n' for file in files))
    done = subprocess.run(
        # libstdc++ 12's stable_sort calls a function that clang considers deprecated
        ["clang-tidy-19", "--quiet", source, "--", *arguments[1:], "-Wno-deprecated-declarations"],
        capture_output=True,
        text=True,
        check=False,
    )
    if "[clang-diagnostic-error]" in done.stdout and len(files) > 1:
        half = len(files) // 2
        return tidy(folder, files[:half], arguments) + tidy(folder, files[half:], arguments)
    return "" if done.returncode == 0 else done.stdout or done.stderr


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", default="build/tidy", type=pathlib.Path)
    parser.add_argument("files", nargs="*")
    options = parser.parse_args()
    if options.build == pathlib.Path("build/tidy"):
        subprocess.run(["cmake", "--preset", "tidy"], stdout=subprocess.DEVNULL, check=True)
    database = json.loads((options.build / "compile_commands.json").read_text())
    commands = {os.path.relpath(entry["file"]): entry for entry in database}
    files = options.files or [
        file
        for file in subprocess.run(["git", "ls-files", "src/*.cpp"], capture_output=True, text=True, check=True).stdout.split()
        if not file.endswith(("_fuzz.cpp", "_bench.cpp", "_test.cpp"))
    ]
    unknown = [file for file in files if file not in commands]
    if unknown:
        sys.exit(f"{options.build}/compile_commands.json does not have: {' '.join(unknown)}; configure the build again")
    folder = options.build / "tidy"
    folder.mkdir(exist_ok=True)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        said = pool.map(lambda group: tidy(folder, *group), groups_of(files, commands))
        findings = [text for text in said if text]
    print(*findings, sep="\n")
    sys.exit(bool(findings))


if __name__ == "__main__":
    main()

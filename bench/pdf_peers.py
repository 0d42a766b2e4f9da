"""CPU seconds of other programs for a PDF, as a JSON array: one number per round.

pdf_peers.py run ROUNDS COMMAND...      whole processes, with their children
pdf_peers.py weasyprint ROUNDS HTML     in one process, after one uncounted round
pdf_peers.py typst ROUNDS SOURCE FONTS  the same, with another text in each round
"""

import json
import resource
import subprocess
import sys
import time


def processes(rounds, command):
    def spent():
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        return usage.ru_utime + usage.ru_stime

    out = []
    for _ in range(rounds):
        before = spent()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        out.append(spent() - before)
    return out


def warm(rounds, make):
    make(0)
    out = []
    for i in range(rounds):
        before = time.process_time()
        make(i + 1)
        out.append(time.process_time() - before)
    return out


def weasyprint(rounds, path):
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration

    with open(path, encoding="utf-8") as file:
        text = file.read()
    fonts = FontConfiguration()
    return warm(rounds, lambda i: HTML(string=text).write_pdf(font_config=fonts))


def typst(rounds, path, fonts):
    import typst as library

    with open(path, encoding="utf-8") as file:
        text = file.read()
    compiler = library.Compiler(path, font_paths=[fonts], ignore_system_fonts=True)

    def make(i):
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace("ROUND", str(i)))
        return compiler.compile(format="pdf")

    return warm(rounds, make)


if __name__ == "__main__":
    kind, count, *rest = sys.argv[1:]
    if kind == "run":
        result = processes(int(count), rest)
    else:
        result = {"weasyprint": weasyprint, "typst": typst}[kind](int(count), *rest)
    print(json.dumps(result))

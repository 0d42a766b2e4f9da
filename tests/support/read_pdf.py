"""Prints the text of PDFs as read by programs from PyPI: a JSON array of {pypdf, pdfminer, pymupdf} per file."""

import json
import sys

import pymupdf
from pdfminer.high_level import extract_text
from pypdf import PdfReader


def readings(name):
    with pymupdf.open(name) as document:
        return {"pypdf": "\n".join(page.extract_text() for page in PdfReader(name).pages),
                "pdfminer": extract_text(name),
                "pymupdf": "\n".join(page.get_text() for page in document)}


print(json.dumps([readings(name) for name in sys.argv[1:]]))

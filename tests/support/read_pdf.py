"""Prints the text of PDFs as pypdf and pdfminer.six read it: a JSON array of [pypdf, pdfminer] for the files named."""

import json
import sys

from pdfminer.high_level import extract_text
from pypdf import PdfReader

print(json.dumps([["\n".join(page.extract_text() for page in PdfReader(name).pages), extract_text(name)]
                  for name in sys.argv[1:]]))

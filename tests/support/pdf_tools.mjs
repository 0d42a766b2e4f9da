// The programs that test PDFs: veraPDF, poppler, MuPDF, pdf.js, pdfminer.six, pypdf, PyMuPDF. A missing one is fetched
// once; if it is not available, tests are skipped with the reason.

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

import { pythonBin, pythonMissing } from './python.mjs';
import { program, root } from './vitrine.mjs';

const run = (command, args, options = {}) => {
  const done = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 28, ...options });
  if (done.error) throw done.error;
  return done;
};

/** Runs `make` if `mark` is missing; returns the reason if it fails. */
function once(mark, make) {
  if (fs.existsSync(mark)) return null;
  try {
    for (const [command, ...args] of make) {
      const done = run(command, args);
      if (done.status !== 0) return `${command} failed: ${(done.stderr || done.stdout).trim().split('\n').at(-1)}`;
    }
    fs.writeFileSync(mark, '');
    return null;
  } catch (error) {
    return `${error.path ?? 'a program'} cannot be run: ${error.code ?? error.message}`;
  }
}

const verapdf = path.join(root, 'tests/verapdf');

/** Fetches veraPDF; returns null, or the reason why it is not available. */
export const veraPdfMissing = () =>
  once(path.join(verapdf, 'target/lib/.complete'), [
    ['mvn', '-B', '-q', '-f', path.join(verapdf, 'pom.xml'), 'prepare-package'],
  ]);

/** Checks the files against the profiles; returns veraPDF's lines and whether all passed. */
export function veraPdf(profiles, files) {
  const done = run('java', [
    '-cp',
    path.join(verapdf, 'target/lib/*'),
    path.join(verapdf, 'Check.java'),
    profiles.join(','),
    ...files,
  ]);
  return { isFine: done.status === 0, lines: (done.stdout + done.stderr).trim().split('\n') };
}

/** Sets up the Python readers; returns null, or the reason why they are not available. */
export function readersMissing() {
  for (const [name, flag] of [
    ['pdftotext', '-v'],
    ['mutool', '-v'],
  ]) {
    if (spawnSync(name, [flag]).error) return `${name} is not installed`;
  }
  return pythonMissing('pdf', 'tests/support/pdf_readers.txt');
}

/**
 * The text that each program reads in each file: a list of { pdftotext, mupdf, pypdf, pdfminer, pymupdf }; on request
 * with `raw` and `layout` of pdftotext, and the lines of pdf.js (read_pdf.mjs).
 */
export function readings(files, more = []) {
  const python = JSON.parse(
    run(path.join(pythonBin('pdf'), 'python'), [path.join(root, 'tests/support/read_pdf.py'), ...files]).stdout,
  );
  const pdfjs = more.includes('pdfjs')
    ? JSON.parse(run(process.execPath, [path.join(root, 'tests/support/read_pdf.mjs'), ...files]).stdout)
    : [];
  const flags = more.filter((name) => name !== 'pdfjs');
  return files.map((file, i) => ({
    pdftotext: run('pdftotext', [file, '-']).stdout,
    ...Object.fromEntries(flags.map((name) => [name, run('pdftotext', [`-${name}`, file, '-']).stdout])),
    mupdf: run('mutool', ['draw', '-q', '-F', 'text', file]).stdout,
    ...python[i],
    ...(pdfjs[i] && { pdfjs: pdfjs[i] }),
  }));
}

/** Writes a PDF of the document into the folder; returns its path. */
export function makePdf(folder, name, document, args = []) {
  const out = path.join(folder, `${name}.pdf`);
  const done = run(program, ['pdf', '-', '-o', out, ...args], { input: JSON.stringify(document) });
  if (done.status !== 0) throw new Error(`${name}: ${done.stderr}`);
  return out;
}

export const themes = fs.readdirSync(path.join(root, 'src/render/assets/themes')).sort();

/** The document in that theme. */
export function dressed(document, theme) {
  const copy = structuredClone(document);
  copy.meta = { ...copy.meta, vitrine: { ...copy.meta?.vitrine, theme: { name: theme } } };
  return copy;
}

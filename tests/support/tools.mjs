// Programs of other makers that read what Vitrine writes.

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** Whether the programs are there; where not, the test is skipped and says which one is missing. */
export function have(t, ...programs) {
  const missing = programs.filter((name) => spawnSync('which', [name]).status !== 0);
  if (missing.length > 0) t.skip(`not installed: ${missing.join(', ')}`);
  return missing.length === 0;
}

/** The text of a DOCX, as LibreOffice has it. */
export function textOfDocx(file, work) {
  const profile = pathToFileURL(path.join(work, 'profile'));
  const args = [
    `-env:UserInstallation=${profile}`,
    '--headless',
    '--convert-to',
    'txt:Text (encoded):UTF8',
    '--outdir',
    work,
    file,
  ];
  const done = spawnSync('libreoffice', args, { timeout: 120_000 });
  const out = path.join(work, path.basename(file).replace(/\.docx$/, '.txt'));
  if (!fs.existsSync(out)) throw new Error(`LibreOffice wrote nothing: ${done.stdout} ${done.stderr}`);
  return fs.readFileSync(out, 'utf8');
}

/** What is written in a QR code. */
export function textOfQr(svg, work) {
  const [from, to] = [path.join(work, 'code.svg'), path.join(work, 'code.png')];
  fs.writeFileSync(from, svg);
  const drawn = spawnSync('rsvg-convert', ['-o', to, from]);
  if (drawn.status !== 0) throw new Error(`cannot be drawn: ${drawn.stderr}`);
  return spawnSync('zbarimg', ['--raw', '-q', to]).stdout.toString().trim();
}

/** The properties of a vCard (RFC 6350): name, parameters, value with its escapes read. */
export function vcardProperties(text) {
  if (!text.endsWith('\r\n')) throw new Error('the last line does not end');
  return text
    .replaceAll('\r\n ', '')
    .trimEnd()
    .split('\r\n')
    .map((line) => {
      const [, name, parameters, value] = /^([A-Z-]+)((?:;[A-Za-z-]+=[^;:]+)*):(.*)$/.exec(line) ?? [];
      if (!name) throw new Error(`no property: ${line}`);
      return { name, parameters, value: value.replace(/\\(.)/g, (_, c) => (c === 'n' ? '\n' : c)) };
    });
}

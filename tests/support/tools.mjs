// Other programs that read Vitrine's output.

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** Whether the programs are installed; if not, the test is skipped with the name of the missing one. */
export function have(t, ...programs) {
  const missing = programs.filter((name) => spawnSync('which', [name]).status !== 0);
  if (missing.length > 0) t.skip(`not installed: ${missing.join(', ')}`);
  return missing.length === 0;
}

/** The text of a DOCX, read by LibreOffice. */
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

/** The content of a QR code. */
export function textOfQr(svg, work) {
  const [from, to] = [path.join(work, 'code.svg'), path.join(work, 'code.png')];
  fs.writeFileSync(from, svg);
  const drawn = spawnSync('rsvg-convert', ['-o', to, from]);
  if (drawn.status !== 0) throw new Error(`cannot be drawn: ${drawn.stderr}`);
  return spawnSync('zbarimg', ['--raw', '-q', to]).stdout.toString().trim();
}

/** The properties of a vCard (RFC 6350): name, parameters, unescaped value. */
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

import { TestBed } from '@angular/core/testing';

import { drawQr } from './qr';
import { QrCode } from './qr-code';

test.each([
  [14, 21],
  [15, 25],
  [62, 33],
  [122, 45],
  [213, 57],
])('a text of %i bytes makes a code of %i modules, with a quiet zone of four', (length, modules) => {
  expect(drawQr('x'.repeat(length))).toMatchObject({ size: modules + 8, margin: 4 });
});

test('the text is handed to the encoder as it is', () => {
  const ofCase = ['https://example.com/a', 'https://example.com/A'].map((text) => drawQr(text)?.path);
  expect(new Set(ofCase).size).toBe(2);
});

/** The rows of modules that a path of straight lines fills, "#" where dark. */
function rowsOf(path: string, modules: number): string[] {
  const corners = path.split('Z').map((part) =>
    part
      .slice(1)
      .split('L')
      .map((corner) => corner.split(' ').map(Number)),
  );
  const edges = corners.flatMap((list) =>
    list.map((corner, i) => [corner, list[(i + 1) % list.length] ?? []] as const),
  );
  const isDark = (x: number, y: number) =>
    edges.filter(
      ([[x1 = 0, y1 = 0], [x2 = 0, y2 = 0]]) => x1 === x2 && x1 <= x && Math.min(y1, y2) <= y && y < Math.max(y1, y2),
    ).length %
      2 ===
    1;
  const numbers = Array.from({ length: modules }, (_, i) => i);
  return numbers.map((y) => numbers.map((x) => (isDark(x, y) ? '#' : '.')).join(''));
}

function shown(text: string): HTMLElement {
  const made = TestBed.createComponent(QrCode);
  made.componentRef.setInput('text', text);
  made.componentRef.setInput('name', 'jana');
  made.detectChanges();
  return made.nativeElement as HTMLElement;
}

test('an address is drawn with finders in three corners', () => {
  const svg = shown('https://example.com/cv/jana').querySelector('svg');
  expect(svg?.getAttribute('viewBox')).toBe('0 0 37 37');
  const path = svg?.querySelector('path');
  expect(path?.getAttribute('transform')).toBe('translate(4 4)');
  const rows = rowsOf(path?.getAttribute('d') ?? '', 29);
  for (const [x, y] of [
    [0, 0],
    [22, 0],
    [0, 22],
  ] as const) {
    const finder = rows.slice(y, y + 7).map((row) => row.slice(x, x + 7));
    expect(finder).toEqual(['#######', '#.....#', '#.###.#', '#.###.#', '#.###.#', '#.....#', '#######']);
  }
});

test('an address that is too long is said so, in place of a code', () => {
  const host = shown(`https://example.com/${'x'.repeat(300)}`);
  expect(host.querySelector('svg')).toBeNull();
  expect(host.textContent).toContain('too long for a QR code');
});

import { qr, qrPath } from './qr';

test('a code is as large as its text needs, with finders in three corners', () => {
  for (const [length, size] of [
    [14, 21],
    [15, 25],
    [62, 33],
    [122, 45],
    [213, 57],
  ] as const) {
    const code = qr('x'.repeat(length));
    expect(code).toHaveLength(size);
    for (const [x, y] of [
      [0, 0],
      [size - 7, 0],
      [0, size - 7],
    ] as const) {
      const finder = code.slice(y, y + 7).map((row) =>
        row
          .slice(x, x + 7)
          .map((dark) => (dark ? '#' : '.'))
          .join(''),
      );
      expect(finder).toEqual(['#######', '#.....#', '#.###.#', '#.###.#', '#.###.#', '#.....#', '#######']);
    }
  }
});

test('what is too long is said', () => expect(() => qr('x'.repeat(214))).toThrow(RangeError));

test('the path keeps a quiet zone', () => {
  const { path, size } = qrPath('https://example.com/');
  expect(size).toBe(33);
  expect(path.startsWith('M4 4h1v1h-1z')).toBe(true);
});

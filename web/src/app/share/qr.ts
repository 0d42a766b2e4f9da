// QR codes (ISO/IEC 18004): bytes, error correction M, versions 1 to 10; that is up to 213 bytes.

/** Per version: error correction codewords of a block, blocks of the first kind, their data codewords, blocks of the
 *  second kind, which have one more. */
const kBlocks: readonly (readonly [number, number, number, number])[] = [
  [10, 1, 16, 0],
  [16, 1, 28, 0],
  [26, 1, 44, 0],
  [18, 2, 32, 0],
  [24, 2, 43, 0],
  [16, 4, 27, 0],
  [18, 4, 31, 0],
  [22, 2, 38, 2],
  [22, 3, 36, 2],
  [26, 4, 43, 1],
];
const kAligned: readonly (readonly number[])[] = [
  [],
  [6, 18],
  [6, 22],
  [6, 26],
  [6, 30],
  [6, 34],
  [6, 22, 38],
  [6, 24, 42],
  [6, 26, 46],
  [6, 28, 50],
];

const exp: number[] = [];
const log: number[] = [];
for (let i = 0, x = 1; i < 255; i++) {
  exp[i] = x;
  log[x] = i;
  x = x & 128 ? (x << 1) ^ 285 : x << 1;
}
const times = (a: number, b: number): number =>
  a === 0 || b === 0 ? 0 : (exp[((log[a] ?? 0) + (log[b] ?? 0)) % 255] ?? 0);

/** Reed-Solomon remainder of the data. */
function correction(data: readonly number[], count: number): number[] {
  let generator = [1];
  for (let i = 0; i < count; i++) {
    const root = exp[i] ?? 0;
    const next = [...generator, 0];
    generator.forEach((value, j) => (next[j + 1] = (next[j + 1] ?? 0) ^ times(value, root)));
    generator = next;
  }
  const rest = [...data, ...new Array<number>(count).fill(0)];
  for (let i = 0; i < data.length; i++) {
    const factor = rest[i] ?? 0;
    generator.forEach((value, j) => (rest[i + j] = (rest[i + j] ?? 0) ^ times(value, factor)));
  }
  return rest.slice(data.length);
}

function codewords(bytes: Uint8Array, version: number): number[] {
  const [ecc, first, size, second] = kBlocks[version - 1] ?? [0, 0, 0, 0];
  const capacity = first * size + second * (size + 1);
  const bits: number[] = [];
  const push = (value: number, count: number) => {
    for (let i = count - 1; i >= 0; i--) bits.push((value >> i) & 1);
  };
  push(4, 4);
  push(bytes.length, version < 10 ? 8 : 16);
  bytes.forEach((byte) => push(byte, 8));
  push(0, Math.min(4, capacity * 8 - bits.length));
  while (bits.length % 8 !== 0) bits.push(0);
  const data = Array.from({ length: bits.length / 8 }, (_, i) =>
    bits.slice(i * 8, i * 8 + 8).reduce((sum, bit) => sum * 2 + bit, 0),
  );
  for (let i = 0; data.length < capacity; i++) data.push(i % 2 === 0 ? 236 : 17);
  const blocks: number[][] = [];
  let from = 0;
  for (let i = 0; i < first + second; i++) {
    const length = size + (i < first ? 0 : 1);
    blocks.push(data.slice(from, from + length));
    from += length;
  }
  const checks = blocks.map((block) => correction(block, ecc));
  const woven = (lists: readonly number[][], longest: number) =>
    Array.from({ length: longest }, (_, i) => lists.flatMap((list) => list.slice(i, i + 1))).flat();
  return [...woven(blocks, size + 1), ...woven(checks, ecc)];
}

/** Rows of modules, true where dark; without the quiet zone. */
export function qr(text: string): boolean[][] {
  const bytes = new TextEncoder().encode(text);
  const version =
    kBlocks.findIndex(
      ([, first, size, second], i) => bytes.length + (i < 9 ? 2 : 3) <= first * size + second * (size + 1),
    ) + 1;
  if (version === 0) throw new RangeError('too long for a QR code');
  const size = version * 4 + 17;
  const grid = Array.from({ length: size }, () => new Array<boolean | undefined>(size).fill(undefined));
  const set = (x: number, y: number, dark: boolean) => {
    const row = grid[y];
    if (row && x >= 0 && x < size) row[x] = dark;
  };
  const fixed = Array.from({ length: size }, () => new Array<boolean>(size).fill(false));
  drawPatterns(version, size, set);
  grid.forEach((row, y) => row.forEach((cell, x) => fixed[y] && (fixed[y][x] = cell !== undefined)));
  fill(codewords(bytes, version), size, fixed, set);
  const candidates = Array.from({ length: 8 }, (_, mask) => masked(grid, fixed, mask, size));
  return candidates.reduce((best, one) => (penalty(one) < penalty(best) ? one : best));
}

function drawPatterns(version: number, size: number, set: (x: number, y: number, dark: boolean) => void): void {
  for (let i = 0; i < size; i++) {
    set(6, i, i % 2 === 0);
    set(i, 6, i % 2 === 0);
  }
  const around = (cx: number, cy: number, reach: number, dark: (distance: number) => boolean) => {
    for (let dy = -reach; dy <= reach; dy++)
      for (let dx = -reach; dx <= reach; dx++) set(cx + dx, cy + dy, dark(Math.max(Math.abs(dx), Math.abs(dy))));
  };
  const places = kAligned[version - 1] ?? [];
  for (const x of places)
    for (const y of places) {
      const isCorner = (x === 6 && y === 6) || (x === 6 && y === size - 7) || (x === size - 7 && y === 6);
      if (!isCorner) around(x, y, 2, (distance) => distance !== 1);
    }
  for (const [x, y] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const)
    around(x, y, 4, (distance) => distance !== 2 && distance !== 4);
  drawFormat(0, size, set);
  if (version < 7) return;
  let rest = version;
  for (let i = 0; i < 12; i++) rest = (rest << 1) ^ ((rest >> 11) * 0x1f25);
  const bits = (version << 12) | rest;
  for (let i = 0; i < 18; i++) {
    const dark = ((bits >> i) & 1) === 1;
    set(size - 11 + (i % 3), Math.floor(i / 3), dark);
    set(Math.floor(i / 3), size - 11 + (i % 3), dark);
  }
}

/** Error correction M and the mask, around the finders. */
function drawFormat(mask: number, size: number, set: (x: number, y: number, dark: boolean) => void): void {
  let rest = mask;
  for (let i = 0; i < 10; i++) rest = (rest << 1) ^ ((rest >> 9) * 0x537);
  const bits = ((mask << 10) | rest) ^ 0x5412;
  const dark = (i: number) => ((bits >> i) & 1) === 1;
  for (let i = 0; i <= 5; i++) set(8, i, dark(i));
  set(8, 7, dark(6));
  set(8, 8, dark(7));
  set(7, 8, dark(8));
  for (let i = 9; i < 15; i++) set(14 - i, 8, dark(i));
  for (let i = 0; i < 8; i++) set(size - 1 - i, 8, dark(i));
  for (let i = 8; i < 15; i++) set(8, size - 15 + i, dark(i));
  set(8, size - 8, true);
}

/** Data goes up and down in columns of two, from the right. */
function fill(
  data: readonly number[],
  size: number,
  fixed: readonly boolean[][],
  set: (x: number, y: number, dark: boolean) => void,
): void {
  let bit = 0;
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step++) {
      const isUp = ((right + 1) & 2) === 0;
      const y = isUp ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (fixed[y]?.[x]) continue;
        set(x, y, (((data[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1) === 1);
        bit++;
      }
    }
  }
}

const masks: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

function masked(
  grid: readonly (boolean | undefined)[][],
  fixed: readonly boolean[][],
  mask: number,
  size: number,
): boolean[][] {
  const out = grid.map((row, y) =>
    row.map((cell, x) => (cell ?? false) !== (!fixed[y]?.[x] && (masks[mask]?.(x, y) ?? false))),
  );
  drawFormat(mask, size, (x, y, dark) => out[y] && (out[y][x] = dark));
  return out;
}

/** How hard a code is to read: long runs, blocks of four, and too much of one shade. */
function penalty(code: readonly boolean[][]): number {
  const size = code.length;
  const columns = code.map((_, x) => code.map((row) => row[x] ?? false));
  let sum = 0;
  for (const line of [...code, ...columns]) {
    for (let i = 0, run = 0; i < size; i++) {
      run = i > 0 && line[i] === line[i - 1] ? run + 1 : 1;
      sum += run === 5 ? 3 : run > 5 ? 1 : 0;
    }
    const text = line.map((dark) => (dark ? '1' : '0')).join('');
    for (const finder of ['10111010000', '00001011101'])
      for (let i = text.indexOf(finder); i >= 0; i = text.indexOf(finder, i + 1)) sum += 40;
  }
  for (let y = 1; y < size; y++)
    for (let x = 1; x < size; x++)
      if (new Set([code[y]?.[x], code[y]?.[x - 1], code[y - 1]?.[x], code[y - 1]?.[x - 1]]).size === 1) sum += 3;
  const dark = code.flat().filter(Boolean).length;
  return sum + Math.floor(Math.abs((dark * 20) / (size * size) - 10)) * 10;
}

/** The code as the `d` of an SVG path, on a field of `size` with a quiet zone of four. */
export function qrPath(text: string): { path: string; size: number } {
  const code = qr(text);
  const cells = code.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x + 4} ${y + 4}h1v1h-1z`] : [])));
  return { path: cells.join(''), size: code.length + 8 };
}

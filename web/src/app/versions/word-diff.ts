// Compares two texts word by word.

export interface Part {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

const kMostWords = 400;
const split = (text: string): string[] => text.match(/\s+|[^\s]+/g) ?? [];

/** The parts of a word diff (longest common subsequence). Texts that are too long to compare are one removal and one
 *  addition. */
export function diffWords(before: string, after: string): Part[] {
  const [a, b] = [split(before), split(after)];
  if (a.length === 0 || b.length === 0 || a.length > kMostWords || b.length > kMostWords)
    return joined([...a.map(removed), ...b.map(added)]);
  const common = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  const at = (i: number, j: number) => common[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) {
      const row = common[i];
      if (row) row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  const out: Part[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      out.push({ kind: 'same', text: a[i] ?? '' });
      i++;
      j++;
    } else if (i < a.length && (j === b.length || at(i + 1, j) >= at(i, j + 1))) out.push(removed(a[i++] ?? ''));
    else out.push(added(b[j++] ?? ''));
  }
  return joined(out);
}

const removed = (text: string): Part => ({ kind: 'removed', text });
const added = (text: string): Part => ({ kind: 'added', text });

function joined(parts: readonly Part[]): Part[] {
  const out: Part[] = [];
  for (const part of parts) {
    const last = out.at(-1);
    if (last?.kind === part.kind) out[out.length - 1] = { kind: part.kind, text: last.text + part.text };
    else out.push(part);
  }
  return out;
}

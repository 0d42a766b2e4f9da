// The edits of the Markdown toolbar.

export type Mark = 'bold' | 'italic' | 'link' | 'list';

export interface Marked {
  readonly text: string;
  /** The selection afterwards. */
  readonly start: number;
  readonly end: number;
}

/** Applies the mark to the selection, or removes it if it is already applied. */
export function marked(text: string, start: number, end: number, mark: Mark): Marked {
  if (mark === 'list') return listed(text, start, end);
  const chosen = text.slice(start, end);
  if (mark === 'link') {
    const url = /^https?:\/\/\S+$/.test(chosen) ? chosen : 'https://';
    const words = url === chosen ? '' : chosen;
    const made = `[${words}](${url})`;
    const from = words === '' ? start + 1 : start + words.length + 3;
    return {
      text: text.slice(0, start) + made + text.slice(end),
      start: from,
      end: words === '' ? from : from + url.length,
    };
  }
  const sign = mark === 'bold' ? '**' : '*';
  const size = sign.length;
  const isAround =
    text.slice(start - size, start) === sign &&
    text.slice(end, end + size) === sign &&
    (mark === 'bold' || text[start - 2] !== '*');
  if (isAround)
    return {
      text: text.slice(0, start - size) + chosen + text.slice(end + size),
      start: start - size,
      end: end - size,
    };
  return { text: text.slice(0, start) + sign + chosen + sign + text.slice(end), start: start + size, end: end + size };
}

function listed(text: string, start: number, end: number): Marked {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const stop = text.indexOf('\n', end);
  const to = stop < 0 ? text.length : stop;
  const lines = text.slice(from, to).split('\n');
  const isList = lines.every((line) => line.startsWith('- '));
  const made = lines.map((line) => (isList ? line.slice(2) : `- ${line}`)).join('\n');
  return { text: text.slice(0, from) + made + text.slice(to), start: from, end: from + made.length };
}

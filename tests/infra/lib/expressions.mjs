// Finds the references and function calls in an HCL expression: a scanner, not a parser, since hcl2json has already
// checked the grammar.

const word = /[A-Za-z_][A-Za-z0-9_-]*/y;
const keywords = new Set([
  'for',
  'in',
  'if',
  'true',
  'false',
  'null',
  'else',
  'endif',
  'endfor',
  'each',
  'count',
  'self',
  'path',
  'terraform',
]);

// The index behind the closing quote of the string that opens at `at`; calls `inside` for each ${…} in it. Without
// `quoted`, quotes are normal text.
function skipTemplate(text, at, end, inside, quoted = true) {
  for (let i = at; i < end; i++) {
    if (quoted && text[i] === '\\') i++;
    else if ((text[i] === '$' || text[i] === '%') && text[i + 1] === '{') {
      if (text[i - 1] === text[i]) continue; // $${ is an escaped ${
      const close = matching(text, i + 2);
      inside(text.slice(i + 2, close));
      i = close;
    } else if (quoted && text[i] === '"') return i + 1;
  }
  return end;
}

// The index of the } that matches the one at `at`.
function matching(text, at) {
  let depth = 1;
  for (let i = at; i < text.length; i++) {
    if (text[i] === '"') i = skipTemplate(text, i + 1, text.length, () => {}) - 1;
    else if (text[i] === '{') depth++;
    else if (text[i] === '}' && --depth === 0) return i;
  }
  throw new Error(`no end of: ${text.slice(at - 2, at + 60)}`);
}

// Scans one expression; returns {traversals: [{path, indexed}], calls: [name], bound: Set of names that `for` binds}.
// `path` has the names without indexes; `indexed` has the position of each name that is followed by an index.
function scanExpression(text, found) {
  for (let i = 0; i < text.length;) {
    const heredoc = /<<-?([A-Za-z_]+)\n/y;
    heredoc.lastIndex = i;
    const opened = heredoc.exec(text);
    if (opened) {
      const close = text.slice(i).search(new RegExp(`\\n\\s*${opened[1]}(\\n|$)`));
      skipTemplate(text, i + opened[0].length, i + close, (inner) => scanExpression(inner, found), false);
      i += close + 1;
      i += text.slice(i).indexOf(opened[1]) + opened[1].length;
    } else if (text[i] === '"') {
      i = skipTemplate(text, i + 1, text.length, (inner) => scanExpression(inner, found));
    } else if (text[i] === '#' || text.startsWith('//', i)) {
      i = (text.indexOf('\n', i) + 1 || text.length + 1) - 1;
      if (text[i] === '\n') i++;
    } else {
      word.lastIndex = i;
      const first = word.exec(text);
      if (!first || /[A-Za-z0-9_]/.test(text[i - 1] ?? '')) {
        i++;
        continue;
      }
      i = scanTraversal(text, i + first[0].length, first[0], found);
    }
  }
}

function scanTraversal(text, at, first, found) {
  let i = at;
  if (/^\s*\(/.test(text.slice(i, i + 3))) {
    found.calls.push(first);
    return i;
  }
  if (first === 'for') {
    const [all, names] = /^\s+([\w\s,]+?)\s+in\s/.exec(text.slice(i));
    for (const name of names.split(',')) found.bound.add(name.trim());
    return i + all.length;
  }
  const path = [first];
  const indexed = new Set();
  for (;;) {
    const name = /^\.([A-Za-z_][A-Za-z0-9_-]*|\*|\d+)/.exec(text.slice(i, i + 100));
    if (name) {
      if (/^[*\d]/.test(name[1])) indexed.add(path.length - 1);
      else path.push(name[1]);
      i += name[0].length;
    } else if (text[i] === '[') {
      let depth = 0;
      const from = i + 1;
      do {
        if (text[i] === '"') i = skipTemplate(text, i + 1, text.length, () => {}) - 1;
        if (text[i] === '[') depth++;
        if (text[i] === ']') depth--;
        i++;
      } while (depth > 0);
      scanExpression(text.slice(from, i - 1), found);
      indexed.add(path.length - 1);
    } else break;
  }
  const isKey =
    path.length === 1 &&
    !indexed.size &&
    /^\s*(=(?![=>])|:(?!:))/.test(text.slice(i)) &&
    /[{,(\n]\s*$/.test(text.slice(0, at - first.length));
  if (!isKey && !(keywords.has(first) && path.length === 1)) found.traversals.push({ path, indexed });
  return i;
}

// Scans any value from hcl2json: strings are templates, and their expressions are scanned at any depth.
export function scan(value, found = { traversals: [], calls: [], bound: new Set() }) {
  if (typeof value === 'string') skipTemplate(value, 0, value.length, (inner) => scanExpression(inner, found), false);
  else if (Array.isArray(value)) for (const one of value) scan(one, found);
  else if (value && typeof value === 'object') {
    for (const [key, one] of Object.entries(value)) {
      scan(key, found);
      scan(one, found);
    }
  }
  return found;
}

// The parts of a template: {literal} and {raw}, the latter with its surrounding ${…} or %{…}.
export function splitTemplate(text) {
  const parts = [{ literal: '' }];
  for (let i = 0; i < text.length; i++) {
    if ((text[i] === '$' || text[i] === '%') && text[i + 1] === '{') {
      const close = matching(text, i + 2);
      parts.push({ raw: text.slice(i, close + 1) }, { literal: '' });
      i = close;
    } else parts.at(-1).literal += text[i];
  }
  return parts;
}

// The expression in a value that is only one expression, else undefined.
export function wholeExpression(value) {
  if (typeof value !== 'string' || !value.startsWith('${') || !value.endsWith('}')) return undefined;
  return matching(value, 2) === value.length - 1 ? value.slice(2, -1).trim() : undefined;
}

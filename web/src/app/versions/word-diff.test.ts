import { diffWords } from './word-diff';

const shown = (before: string, after: string) =>
  diffWords(before, after).map(({ kind, text }) => `${{ same: '', removed: '-', added: '+' }[kind]}${text}`);

test('words that stay, go and come are told apart', () => {
  expect(shown('a b c', 'a x c')).toEqual(['a ', '-b', '+x', ' c']);
  expect(shown('', 'new')).toEqual(['+new']);
  expect(shown('old', '')).toEqual(['-old']);
  expect(shown('same', 'same')).toEqual(['same']);
});

test('very long texts are shown whole', () => expect(shown('a '.repeat(500), 'b')).toHaveLength(2));

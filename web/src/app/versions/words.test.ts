import { wordsBetween } from './words';

const shown = (before: string, after: string) =>
  wordsBetween(before, after).map(({ kind, text }) => `${{ same: '', gone: '-', come: '+' }[kind]}${text}`);

test('words that stay, go and come are told apart', () => {
  expect(shown('a b c', 'a x c')).toEqual(['a ', '-b', '+x', ' c']);
  expect(shown('', 'new')).toEqual(['+new']);
  expect(shown('old', '')).toEqual(['-old']);
  expect(shown('same', 'same')).toEqual(['same']);
});

test('very long texts are shown whole', () => expect(shown('a '.repeat(500), 'b')).toHaveLength(2));

import { marked } from './markdown';

test('a selection becomes bold and plain again', () => {
  const once = marked('so good', 3, 7, 'bold');
  expect(once).toEqual({ text: 'so **good**', start: 5, end: 9 });
  expect(marked(once.text, once.start, once.end, 'bold').text).toBe('so good');
});

test('italic within bold is no end of bold', () => {
  expect(marked('**word**', 2, 6, 'italic').text).toBe('***word***');
});

test('a selection becomes a link, and its address is chosen next', () => {
  const { text, start, end } = marked('see here', 4, 8, 'link');
  expect(text).toBe('see [here](https://)');
  expect(text.slice(start, end)).toBe('https://');
  expect(marked('https://example.com/', 0, 20, 'link')).toMatchObject({ text: '[](https://example.com/)', start: 1 });
});

test('lines become a list and plain again', () => {
  const once = marked('intro\none\ntwo', 7, 12, 'list');
  expect(once.text).toBe('intro\n- one\n- two');
  expect(marked(once.text, once.start, once.end, 'list').text).toBe('intro\none\ntwo');
});

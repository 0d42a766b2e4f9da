import { describe, expect, it } from 'vitest';

import { fromBase64url, toBase64url } from './passkeys';

describe('base64url', () => {
  it('carries all bytes, without padding', () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    const text = toBase64url(bytes.buffer);
    expect(text).toMatch(/^[\w-]+$/);
    expect([...fromBase64url(text)]).toEqual([...bytes]);
  });
});

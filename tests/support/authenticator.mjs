// An authenticator and a browser in a few lines: W3C Web Authentication Level 2, ES256, no attestation.

import crypto from 'node:crypto';

const sha256 = (bytes) => crypto.createHash('sha256').update(bytes).digest();
const encoded = (bytes) => Buffer.from(bytes).toString('base64url');

function head(major, value) {
  if (value < 24) return Buffer.from([(major << 5) | value]);
  return value < 256
    ? Buffer.from([(major << 5) | 24, value])
    : Buffer.from([(major << 5) | 25, value >> 8, value & 255]);
}
const integer = (value) => (value < 0 ? head(1, -1 - value) : head(0, value));
const bytes = (value) => Buffer.concat([head(2, value.length), value]);
const text = (value) => Buffer.concat([head(3, value.length), Buffer.from(value)]);

/** The public half of a key of P-256 as COSE_Key. */
function cose(publicKey) {
  const { x, y } = publicKey.export({ format: 'jwk' });
  const pairs = [
    [1, integer(2)],
    [3, integer(-7)],
    [-1, integer(1)],
    [-2, bytes(Buffer.from(x, 'base64url'))],
    [-3, bytes(Buffer.from(y, 'base64url'))],
  ];
  return Buffer.concat([head(5, pairs.length), ...pairs.flatMap(([label, value]) => [integer(label), value])]);
}

/** One passkey. `changes` of its answers: `origin`, `type`, `crossOrigin`, `flags`, `relyingParty`. */
export class Passkey {
  constructor(origin) {
    this.origin = origin;
    this.id = crypto.randomBytes(32);
    this.keys = crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.count = 0;
  }

  clientData(type, asked, changes) {
    const { origin = this.origin, crossOrigin = false } = changes;
    return Buffer.from(JSON.stringify({ type: changes.type ?? type, challenge: asked.challenge, origin, crossOrigin }));
  }

  authenticatorData(asked, more, flags) {
    const count = Buffer.alloc(4);
    count.writeUInt32BE((this.count += 1));
    return Buffer.concat([sha256(asked.relying_party), Buffer.from([flags]), count, ...more]);
  }

  /** The answer to the question for a new key. */
  register(asked, { name = 'Key', ...changes } = {}) {
    this.userHandle = asked.user.id;
    const length = Buffer.from([0, this.id.length]);
    const credential = [Buffer.alloc(16), length, this.id, cose(this.keys.publicKey)];
    const data = this.authenticatorData(asked, credential, changes.flags ?? 0x45);
    const attestation = [
      head(5, 3),
      text('fmt'),
      text('none'),
      text('attStmt'),
      head(5, 0),
      text('authData'),
      bytes(data),
    ];
    return {
      name,
      id: encoded(this.id),
      client_data: encoded(this.clientData('webauthn.create', asked, changes)),
      attestation: encoded(Buffer.concat(attestation)),
    };
  }

  /** The answer to the question for a sign-in. */
  signIn(asked, { to = '/healthz', ...changes } = {}) {
    const clientData = this.clientData('webauthn.get', asked, changes);
    const data = this.authenticatorData(asked, [], changes.flags ?? 0x05);
    const signed = Buffer.concat([data, sha256(clientData)]);
    return {
      id: encoded(this.id),
      client_data: encoded(clientData),
      authenticator_data: encoded(data),
      signature: encoded(crypto.sign('sha256', signed, this.keys.privateKey)),
      user_handle: this.userHandle,
      to,
    };
  }
}

/** The question for a new passkey, as the service asks it; bytes in base64url. */
export interface PasskeyQuestion {
  readonly challenge: string;
  readonly relying_party: string;
  readonly user: { readonly id: string; readonly name: string; readonly display_name: string };
  readonly algorithms: readonly number[];
  readonly known: readonly string[];
  readonly timeout: number;
}

/** The browser's answer, in base64url. */
export interface PasskeyAnswer {
  readonly id: string;
  readonly client_data: string;
  readonly attestation: string;
}

export const hasPasskeys = (): boolean => 'PublicKeyCredential' in globalThis;

/** The bytes of a text in base64url. */
export function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  const letters = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(letters, (letter) => letter.codePointAt(0) ?? 0);
}

export function toBase64url(bytes: ArrayBuffer): string {
  const letters = String.fromCodePoint(...new Uint8Array(bytes));
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Lets the browser make a passkey; undefined if the person cancels, or has one on this device already. */
export async function makePasskey(question: PasskeyQuestion): Promise<PasskeyAnswer | undefined> {
  try {
    const made = await navigator.credentials.create({
      publicKey: {
        challenge: fromBase64url(question.challenge),
        rp: { id: question.relying_party, name: 'Vitrine' },
        user: {
          id: fromBase64url(question.user.id),
          name: question.user.name,
          displayName: question.user.display_name,
        },
        pubKeyCredParams: question.algorithms.map((alg) => ({ type: 'public-key', alg })),
        excludeCredentials: question.known.map((id) => ({ type: 'public-key', id: fromBase64url(id) })),
        authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
        attestation: 'none',
        timeout: question.timeout,
      },
    });
    if (!(made instanceof PublicKeyCredential)) return undefined;
    const response = made.response as AuthenticatorAttestationResponse;
    return {
      id: toBase64url(made.rawId),
      client_data: toBase64url(response.clientDataJSON),
      attestation: toBase64url(response.attestationObject),
    };
  } catch (error) {
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}

/** A name for a passkey of this device. */
export function deviceName(): string {
  const names = ['iPhone', 'iPad', 'Android', 'Windows', 'Mac', 'Linux'];
  return names.find((name) => navigator.userAgent.includes(name)) ?? 'Passkey';
}

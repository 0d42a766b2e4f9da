// The pages for signing in with a passkey and for making one (W3C Web Authentication Level 2).

const place = document.querySelector('[data-passkeys]');
const status = place.querySelector('[role=status]');
const button = place.querySelector('button.first');

const decoded = (text) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
const encoded = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes ?? [])))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/** Sends JSON; throws with the service's own words. */
async function send(method, route, body) {
  const answer = await fetch(route, { method, headers: { accept: 'application/json' }, body: JSON.stringify(body) });
  const text = await answer.text();
  const json = text ? JSON.parse(text) : {};
  if (!answer.ok) throw new Error(json.detail ?? json.title);
  return json;
}

/** A name for the new passkey, which its owner can change. */
function deviceName() {
  const names = ['iPhone', 'iPad', 'Android', 'Windows', 'Mac', 'Linux'];
  return names.find((name) => navigator.userAgent.includes(name)) ?? 'Passkey';
}

async function signIn() {
  const asked = await send('POST', '/sign-in/passkey/question', {});
  const key = await navigator.credentials.get({
    publicKey: {
      challenge: decoded(asked.challenge),
      rpId: asked.relying_party,
      userVerification: 'required',
      timeout: asked.timeout,
    },
  });
  const { response } = key;
  const { location } = await send('POST', '/sign-in/passkey', {
    id: encoded(key.rawId),
    client_data: encoded(response.clientDataJSON),
    authenticator_data: encoded(response.authenticatorData),
    signature: encoded(response.signature),
    user_handle: encoded(response.userHandle),
    to: place.dataset.to,
  });
  globalThis.location.assign(location);
}

async function register() {
  const asked = await send('POST', '/api/v1/passkey-question', {});
  const key = await navigator.credentials.create({
    publicKey: {
      challenge: decoded(asked.challenge),
      rp: { id: asked.relying_party, name: 'Vitrine' },
      user: { id: decoded(asked.user.id), name: asked.user.name, displayName: asked.user.display_name },
      pubKeyCredParams: asked.algorithms.map((alg) => ({ type: 'public-key', alg })),
      excludeCredentials: asked.known.map((id) => ({ type: 'public-key', id: decoded(id) })),
      authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
      attestation: 'none',
      timeout: asked.timeout,
    },
  });
  const made = await send('POST', '/api/v1/passkeys', {
    name: deviceName(),
    id: encoded(key.rawId),
    client_data: encoded(key.response.clientDataJSON),
    attestation: encoded(key.response.attestationObject),
  });
  if (made.recovery_codes > 0) {
    globalThis.location.assign(place.dataset.to);
    return;
  }
  const { codes } = await send('POST', '/api/v1/recovery-codes', {});
  showCodes(codes);
}

function showCodes(codes) {
  const section = place.querySelector('.codes');
  const text = codes.join('\n') + '\n';
  section.querySelector('ol').append(
    ...codes.map((code) => {
      const item = document.createElement('li');
      item.textContent = code;
      return item;
    }),
  );
  section.querySelector('.copy').addEventListener('click', async () => {
    await navigator.clipboard.writeText(text);
    status.textContent = place.dataset.copied;
  });
  section.querySelector('.save').addEventListener('click', () => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
    link.download = 'recovery-codes.txt';
    link.click();
    URL.revokeObjectURL(link.href);
  });
  const title = document.querySelector('h1');
  title.textContent = place.dataset.ready;
  title.tabIndex = -1;
  title.nextElementSibling.hidden = true;
  button.parentElement.hidden = true;
  section.hidden = false;
  title.focus();
}

if (button && !globalThis.PublicKeyCredential) {
  button.disabled = true;
  status.textContent = place.dataset.none;
} else {
  button?.addEventListener('click', async () => {
    button.disabled = true;
    status.textContent = '';
    try {
      await (place.dataset.passkeys === 'register' ? register() : signIn());
    } catch (error) {
      // The browser's own errors say little to people, and the same for a cancelled and for an unknown passkey.
      status.textContent = error instanceof DOMException ? place.dataset.failed : error.message;
    }
    button.disabled = false;
  });
}

// Passkeys: asks the server for a challenge, the device for an answer, and sends it back.
// Buttons with data-passkey="add", "sign-in" or "prove" stay hidden where the browser cannot do it.

const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

const call = async (path, body) => {
  const answer = await fetch(`/api/passkey/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
  });
  const value = await answer.json().catch(() => ({}));
  // An error is a name, or an object with its name as the only key.
  if (!answer.ok) throw new Error(typeof value === 'string' ? value : (Object.keys(value)[0] ?? 'failed'));
  return value;
};

const create = async ({ publicKey }) => {
  publicKey.challenge = bytes(publicKey.challenge);
  publicKey.user.id = bytes(publicKey.user.id);
  for (const known of publicKey.excludeCredentials ?? []) known.id = bytes(known.id);
  const made = await navigator.credentials.create({ publicKey });
  return {
    id: made.id,
    rawId: text(made.rawId),
    type: made.type,
    response: {
      attestationObject: text(made.response.attestationObject),
      clientDataJSON: text(made.response.clientDataJSON),
    },
    clientExtensionResults: {},
  };
};

const get = async ({ publicKey }) => {
  publicKey.challenge = bytes(publicKey.challenge);
  for (const known of publicKey.allowCredentials ?? []) known.id = bytes(known.id);
  const found = await navigator.credentials.get({ publicKey });
  const { authenticatorData, clientDataJSON, signature, userHandle } = found.response;
  return {
    id: found.id,
    rawId: text(found.rawId),
    type: found.type,
    response: {
      authenticatorData: text(authenticatorData),
      clientDataJSON: text(clientDataJSON),
      signature: text(signature),
      userHandle: userHandle ? text(userHandle) : null,
    },
    clientExtensionResults: {},
  };
};

for (const area of document.querySelectorAll('[data-passkey]')) {
  if (!window.PublicKeyCredential) break;
  area.hidden = false;
  const button = area.querySelector('button');
  const message = area.querySelector('[role=status]');
  button.addEventListener('click', async () => {
    const { passkey: what, next } = area.dataset;
    const name = area.querySelector('input')?.value ?? '';
    button.disabled = true;
    message.textContent = '';
    try {
      const { ceremony, options } = await call(`${what}/begin`, {});
      const credential = await (what === 'add' ? create(options) : get(options));
      const { location: there } = await call(`${what}/finish`, { ceremony, credential, name, next });
      location.assign(there);
    } catch (error) {
      if (error.message === 'step-up-required') {
        location.assign(`/confirm?next=${encodeURIComponent(location.pathname)}`);
        return;
      }
      // Whoever closes the dialog of the browser knows that they did.
      if (error.name !== 'NotAllowedError' && error.name !== 'AbortError') {
        message.textContent = error.message === 'too-many-requests' ? area.dataset.wait : area.dataset.failed;
      }
      button.disabled = false;
    }
  });
}

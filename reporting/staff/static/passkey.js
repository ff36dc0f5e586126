// Passkeys (WebAuthn with the prf extension). The device's answer and what it derived go out as an ordinary form, once;
// nothing is kept in the browser. Without this file, or in a browser without passkeys, the password does all of it.
"use strict";

const ENROLLED = [-7, -257, -8];
const PATIENCE_MS = 120_000;

function bytes(text) {
  const raw = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(raw, (sign) => sign.charCodeAt(0));
}

function coded(buffer) {
  const raw = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(raw).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function known(form) {
  const listed = form.dataset.credentials.split(" ").filter(Boolean);
  return listed.map((id) => ({ type: "public-key", id: bytes(id) }));
}

function salted(form) {
  return { prf: { eval: { first: bytes(form.dataset.salt) } } };
}

function ask(form, credentials) {
  return navigator.credentials.get({
    publicKey: {
      challenge: bytes(form.dataset.challenge),
      rpId: form.dataset.site,
      allowCredentials: credentials,
      userVerification: "required",
      timeout: PATIENCE_MS,
      extensions: salted(form),
    },
  });
}

function make(form) {
  const name = form.dataset.name;
  return navigator.credentials.create({
    publicKey: {
      challenge: bytes(form.dataset.challenge),
      rp: { id: form.dataset.site, name: "Quietline" },
      user: { id: bytes(form.dataset.user), name, displayName: name },
      pubKeyCredParams: ENROLLED.map((alg) => ({ type: "public-key", alg })),
      excludeCredentials: known(form),
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
      attestation: "none",
      timeout: PATIENCE_MS,
      extensions: salted(form),
    },
  });
}

function said(credential) {
  const { response } = credential;
  const answer = { clientDataJSON: coded(response.clientDataJSON) };
  if (response.attestationObject) {
    answer.attestationObject = coded(response.attestationObject);
  } else {
    answer.authenticatorData = coded(response.authenticatorData);
    answer.signature = coded(response.signature);
    if (response.userHandle) answer.userHandle = coded(response.userHandle);
  }
  const id = coded(credential.rawId);
  return JSON.stringify({ id, rawId: id, type: credential.type, response: answer, clientExtensionResults: {} });
}

function derived(credential) {
  return credential.getClientExtensionResults().prf?.results?.first;
}

async function answered(form) {
  if (form.dataset.passkey === "get") {
    const credential = await ask(form, known(form));
    return [credential, derived(credential)];
  }
  const credential = await make(form);
  const extension = credential.getClientExtensionResults().prf;
  if (!extension?.enabled) return [credential, null];
  // Many devices derive nothing while they make a key, but only when they are asked for it.
  const first = derived(credential) ||
    derived(await ask(form, [{ type: "public-key", id: credential.rawId }]));
  return [credential, first];
}

async function go(event) {
  event.preventDefault();
  const form = event.currentTarget;
  const none = form.querySelector(".passkey-none");
  const noPrf = form.querySelector(".passkey-no-prf");
  const button = form.querySelector("button");
  none.hidden = noPrf.hidden = true;
  button.disabled = true;
  try {
    const [credential, first] = await answered(form);
    if (first) {
      form.elements.said.value = said(credential);
      form.elements.prf.value = coded(first);
      form.submit();
      return;
    }
    noPrf.hidden = false;
  } catch {
    none.hidden = false;
  }
  button.disabled = false;
}

if (window.PublicKeyCredential && navigator.credentials) {
  for (const form of document.querySelectorAll("[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", go);
  }
  for (const note of document.querySelectorAll(".passkey-without")) note.hidden = true;
}

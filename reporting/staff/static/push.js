// The page of one's browsers: asks the browser for leave and hands its address to the form. Nothing is kept here.
"use strict";

const form = document.getElementById("allow");
const button = form.querySelector("button");
const trouble = document.getElementById("push-trouble");

function says(name) {
  trouble.textContent = trouble.dataset[name];
  trouble.hidden = false;
  trouble.focus();
}

function bytes(text) {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

async function allow() {
  if (await Notification.requestPermission() !== "granted") { says("denied"); return; }
  const worker = await navigator.serviceWorker.register("/push-worker.js");
  await navigator.serviceWorker.ready;
  // A subscription that is bound to another district's key would never ring for us.
  const old = await worker.pushManager.getSubscription();
  if (old) await old.unsubscribe();
  const made = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(form.dataset.key) });
  form.elements.subscription.value = JSON.stringify(made);
  form.submit();
}

if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) {
  form.hidden = true;
  says("missing");
} else {
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    button.disabled = true;
    allow().catch(() => says("failed")).finally(() => { button.disabled = false; });
  });
}

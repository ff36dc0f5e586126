// Locks a page that nobody touches: covers it at once, hands what was typed to the server (which seals it to its
// writer), and goes to the page that unlocks. Without this file the server locks all the same, and keeps a form that
// comes too late. Nothing is kept in the browser's storage.
"use strict";

const cover = document.getElementById("lock");
const WRITABLE = "form[method=post] textarea, form[method=post] input[type=text], form[method=post] input:not([type])";
const TOLD_EVERY = 60_000;

let touched = Date.now();
let told = Date.now();
let sent = "";
let sending = false; // the page goes because its words were sent: they are no draft

// Only the page of a thread gives words back into their field; the inbox shows one in a pane.
function place() {
  const pane = document.querySelector("#pane #thread");
  if (pane) return `/threads/${pane.dataset.reference}`;
  return location.pathname.startsWith("/threads/") ? location.pathname : "/kept";
}

function words() {
  const form = new URLSearchParams();
  for (const field of document.querySelectorAll(WRITABLE)) {
    if (!field.name || field.readOnly || !field.value.trim() || field.value === field.defaultValue) continue;
    if (!form.has(field.name)) form.set(field.name, field.value);
  }
  // What was given back after an earlier lock stands there as the page came, and is kept on.
  for (const field of document.querySelectorAll(".given-back ~ * textarea, .given-back ~ textarea")) {
    if (field.name && field.value.trim() && !form.has(field.name)) form.set(field.name, field.value);
  }
  return form;
}

function packed() {
  const form = words();
  form.set("csrf_token", cover.dataset.token);
  form.set("place", place());
  form.set("next", location.pathname);
  return form;
}

async function lockNow() {
  if (!cover.hidden) return;
  cover.hidden = false;
  document.documentElement.classList.add("locked");
  await ask();
}

async function ask() {
  const offline = cover.querySelector(".lock-offline");
  const again = cover.querySelector(".lock-again");
  try {
    const answer = await fetch(cover.dataset.now, { method: "POST", body: packed(), cache: "no-store" });
    if (answer.ok && answer.redirected) {
      location.replace(answer.url);
      return;
    }
    // The session is another one by now: the server's page gives the words back to be copied.
    if (answer.status === 403) submit();
  } catch {
    offline.hidden = false;
  }
  again.hidden = false;
}

function submit() {
  const form = document.createElement("form");
  form.method = "post";
  form.action = cover.dataset.now;
  for (const [name, value] of packed()) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    field.value = value;
    form.append(field);
  }
  document.body.append(form);
  form.submit();
}

function look() {
  if (Date.now() - touched >= Number(cover.dataset.seconds) * 1000) lockNow();
}

function touch() {
  look(); // a phone that slept: its first touch must not count as having been there
  if (!cover.hidden) return;
  touched = Date.now();
  if (touched - told < TOLD_EVERY) return;
  told = touched;
  const form = new URLSearchParams({ csrf_token: cover.dataset.token });
  fetch(cover.dataset.stay, { method: "POST", body: form, cache: "no-store", redirect: "manual" }).catch(() => {});
}

function hide() {
  const form = words();
  if (sending || form.toString() === sent || !cover.hidden) return;
  sent = form.toString();
  navigator.sendBeacon(cover.dataset.keep, packed());
}

if (cover) {
  for (const event of ["pointerdown", "keydown", "touchstart", "wheel"]) {
    document.addEventListener(event, touch, { passive: true, capture: true });
  }
  document.addEventListener("visibilitychange", () => (document.hidden ? hide() : look()));
  document.addEventListener("submit", () => { sending = true; }, { capture: true });
  document.addEventListener("htmx:afterRequest", () => { sending = false; });
  window.addEventListener("pageshow", () => {
    sending = false;
    look();
  });
  cover.querySelector(".lock-again").addEventListener("click", ask);
  setInterval(look, 2000);
  // A draft of what is being written lies sealed on the server, for whoever's browser closes.
  setInterval(hide, 10_000);
}

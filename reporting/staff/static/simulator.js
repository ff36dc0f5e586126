// The demo's phones: watches what leaves, sends without leaving the page. Without scripts the page's own forms do.
"use strict";

const phones = document.getElementById("phones");
const EVERY_MS = 1000;

function toEnd(log) {
  log.scrollTop = log.scrollHeight;
}

function renew(standing, fresh) {
  const log = standing.querySelector(".phone-log");
  const newLog = fresh.querySelector(".phone-log");
  if (log.innerHTML !== newLog.innerHTML) {
    const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
    log.replaceChildren(...newLog.childNodes);
    if (atEnd) toEnd(log);
  }
  const keys = standing.querySelector(".phone-keys");
  const newKeys = fresh.querySelector(".phone-keys");
  if (keys.innerHTML !== newKeys.innerHTML && !keys.contains(document.activeElement)) {
    keys.replaceChildren(...newKeys.childNodes);
  }
  keys.hidden = newKeys.hidden;
  standing.className = fresh.className;
  standing.querySelector(".phone-top").innerHTML = fresh.querySelector(".phone-top").innerHTML;
  // Where an answer goes may have changed; what is being typed stays.
  standing.querySelector(".phone-write [name=to]").value = fresh.querySelector(".phone-write [name=to]").value;
}

async function look() {
  const answer = await fetch(phones.dataset.source, { cache: "no-store" });
  if (!answer.ok) return;
  const fresh = document.createElement("div");
  fresh.innerHTML = await answer.text();
  document.getElementById("sim-clock").textContent = fresh.querySelector("#sim-clock").textContent;
  let before = null;
  for (const phone of fresh.querySelectorAll(".phone")) {
    const standing = phones.querySelector(`[data-phone="${CSS.escape(phone.dataset.phone)}"]`);
    if (standing) {
      renew(standing, phone);
      before = standing;
    } else {
      if (before) before.after(phone);
      else phones.prepend(phone);
      before = phone;
    }
  }
}

async function watch() {
  try {
    await look();
  } catch {
    // The demo was stopped; the page keeps what it shows.
  }
  setTimeout(watch, EVERY_MS);
}

phones.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  const fields = new FormData(form, event.submitter);
  const data = form.enctype === "multipart/form-data" ? fields : new URLSearchParams(fields);
  event.submitter?.blur();
  const written = form.querySelector("input[name=body]:not([type=hidden])");
  const picture = form.querySelector("input[type=file]");
  if (written) written.value = "";
  if (picture) picture.value = "";
  await fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" } });
  await look();
});

// A choice counts at once; the buttons are for pages without scripts.
document.body.classList.add("sim-at-once");
document.addEventListener("change", (event) => {
  const form = event.target.closest("#sim-network, .phone-manner");
  if (form) fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), headers: { Accept: "application/json" } });
});

for (const log of document.querySelectorAll(".phone-log")) toEnd(log);
watch();

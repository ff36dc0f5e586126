// What scripts add where an answer is written: who else writes, and that something new stands in the thread.
// Without them the page says at its load who writes, and a second answer is shown the first before it is sent.
"use strict";

const EVERY = 4000;
let typedAt = 0;

document.addEventListener("input", (event) => {
  if (event.target.id === "reply") typedAt = Date.now();
});

// A ready answer comes into the field; words of the writer's own stay before it, another ready answer does not.
document.addEventListener("click", (event) => {
  const say = event.target.closest(".canned-say");
  const field = document.getElementById("reply");
  if (!say || !field) return;
  event.preventDefault();
  const ready = [...document.querySelectorAll(".canned-say")].map((one) => one.dataset.reply);
  const own = field.value.trim();
  field.value = !own || ready.includes(own) ? say.dataset.reply : `${own}\n\n${say.dataset.reply}`;
  say.closest("details").open = false;
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
});

async function tell() {
  const thread = document.getElementById("thread");
  const others = document.getElementById("others");
  if (!thread || !others || document.hidden) return;
  const form = new URLSearchParams({
    csrf_token: thread.querySelector("input[name=csrf_token]").value,
    seen: thread.querySelector("input[name=seen]").value,
    writing: Date.now() - typedAt < EVERY * 1.5 ? "1" : "",
  });
  const answer = await fetch(others.dataset.ask, { method: "POST", body: form, cache: "no-store", redirect: "manual" });
  if (!answer.ok || document.getElementById("others") !== others) return;
  const now = await answer.json();
  const names = now.writing.join(", ");
  const line = names ? others.dataset.say.replace("{names}", names) : "";
  const shown = others.querySelector(".others-writing");
  if (shown.textContent !== line) shown.textContent = line;
  others.querySelector(".others-news").hidden = !now.news;
  others.hidden = !line && !now.news;
}

setInterval(() => tell().catch(() => {}), EVERY);

// A thread is put into the page again after each act, and its button with it.
const offerPrinting = () => document.querySelectorAll("[data-print]").forEach((button) => { button.hidden = false; });
offerPrinting();
document.addEventListener("htmx:afterSwap", offerPrinting);
document.addEventListener("click", (event) => { if (event.target.closest("[data-print]")) window.print(); });

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    button.textContent = button.dataset.done;
  });
}

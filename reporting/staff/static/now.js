// The screen of an acknowledged page: a first reply comes into the field at once, and the clock runs.
// Without this file the same buttons ask the server, and the clock stands where the page was made.
"use strict";

const field = document.getElementById("reply");
const firsts = [...document.querySelectorAll(".now-say")];
const replies = firsts.map((button) => button.dataset.reply);

function choose(event) {
  event.preventDefault();
  const reply = event.currentTarget.dataset.reply;
  const own = field.value.trim();
  if (!own || replies.includes(own)) field.value = reply;
  else if (!own.includes(reply)) field.value = `${own}\n\n${reply}`;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  // No focus: a keyboard would cover the button that sends.
  field.scrollIntoView({ block: "center" });
}
for (const button of firsts) button.addEventListener("click", choose);

const clock = document.getElementById("clock");
if (clock && clock.dataset.since) {
  const { since, now, by } = clock.dataset;
  const shown = clock.querySelector(".now-time");
  // The phone's own clock may be wrong: only how long this page has stood is taken from it.
  const begun = performance.now();
  const tick = () => {
    const at = Number(now) + (performance.now() - begun) / 1000;
    const seconds = Math.max(0, Math.floor(by && at < Number(by) ? Number(by) - at : at - Number(by || since)));
    const late = by && at >= Number(by);
    clock.classList.toggle("now-clock-late", Boolean(late));
    shown.textContent = `${late ? "+" : ""}${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  };
  tick();
  setInterval(tick, 1000);
}

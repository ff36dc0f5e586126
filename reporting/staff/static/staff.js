// What scripts add to the staff site: the inbox watches for changes, keys move through it, a failed send says so.
// Every page works without this file. Nothing a person wrote is kept here or in the browser's storage.
"use strict";

const WIDE = window.matchMedia("(min-width: 1100px)");
const KEYS_OFF = "quietline-keys-off";

// -- The inbox ------------------------------------------------------------------------------------------------
const inbox = document.getElementById("inbox");

function rowsIn(root) {
  return [...root.querySelectorAll("[data-thread]")];
}

function listOf(text) {
  const list = document.createElement("ul");
  // Our own page, rendered and escaped by the server; the policy refuses any script in it all the same.
  list.innerHTML = text;
  return list;
}

function byMark(rows) {
  return new Map(rows.map((row) => [row.dataset.mark, row]));
}

// All rows in their order: those that the service sent, and the others as the page has them.
function pieced(news, held) {
  const list = listOf(news.rows);
  const own = byMark(held);
  const sent = byMark(rowsIn(list));
  list.prepend(...news.order.map((mark) => own.get(mark)?.cloneNode(true) ?? sent.get(mark)));
  return list;
}

class Watch {
  constructor(inbox) {
    this.inbox = inbox;
    this.list = document.getElementById("threads");
    this.button = document.getElementById("new-rows");
    this.announce = document.getElementById("announce");
    this.stale = document.getElementById("stale");
    this.version = inbox.dataset.version;
    this.heard = Date.now();
    this.touched = 0;
    this.waiting = null;
    this.drawn = Date.now();
    this.known = new Set(rowsIn(this.list).map((row) => row.dataset.thread));
    this.held = [];
    this.hold(this.list);
    for (const event of ["pointerdown", "pointermove", "wheel", "touchstart", "scroll"]) {
      this.list.parentElement.addEventListener(event, () => { this.touched = Date.now(); }, { passive: true });
    }
    this.button.addEventListener("click", () => this.show());
    this.next();
  }

  next() {
    // A page that nobody sees asks less often; it never stops, so that an urgent message is announced.
    setTimeout(() => this.ask(), Number(this.inbox.dataset.poll) * (document.hidden ? 4 : 1));
  }

  async ask() {
    try {
      // Times come nearer and names change without a word: now and then all rows are asked for anew.
      const whole = Date.now() - this.drawn > 300_000;
      const held = this.held.slice(0, 300);
      const has = [...held.map((row) => row.dataset.mark), this.more ? "more" : ""].join(",");
      const address = new URL(this.inbox.dataset.changes, location.href);
      address.searchParams.set("since", this.version);
      const answer = await fetch(address, {
        cache: "no-store", redirect: "manual", signal: AbortSignal.timeout(8000), headers: whole ? {} : { "Quietline-Has": has },
      });
      if (answer.status === 401) {
        this.strip(this.inbox.dataset.sayOut);
        return;
      }
      if (!answer.ok) throw new Error("refused");
      const news = await answer.json();
      if (whole) await this.drawAnew();
      else if (news.order) this.take(pieced(news, held));
      // Nothing of it changed; what waited for a busy reader may be shown by now.
      else if (news.changed && this.waiting && !this.inUse()) this.show();
      this.version = news.version;
      this.heard = Date.now();
      this.strip("");
    } catch {
      const age = Math.round((Date.now() - this.heard) / 1000);
      const shown = age < 90 ? `${age} s` : `${Math.round(age / 60)} min`;
      if (age > 3) this.strip(this.inbox.dataset.sayStale.replace("{n}", shown));
    }
    this.next();
  }

  strip(text) {
    if (this.stale.textContent !== text) this.stale.textContent = text;
    this.stale.hidden = !text;
  }

  // The newest rows that this page has, shown or waiting: the service need not send them again.
  hold(rows) {
    this.held = rowsIn(rows).filter((row) => row.dataset.mark);
    this.more = Boolean(rows.querySelector("#more"));
  }

  async drawAnew() {
    const answer = await fetch(this.inbox.dataset.rows, { cache: "no-store", redirect: "manual" });
    if (!answer.ok) throw new Error("refused");
    const fresh = listOf(await answer.text());
    this.drawn = Date.now();
    this.take(fresh);
  }

  // The newest rows, in their order, take the place of those that stand, or wait for a busy reader.
  take(fresh) {
    this.hold(fresh);
    this.waiting = fresh;
    const arrived = rowsIn(fresh).filter((row) => !this.known.has(row.dataset.thread));
    const urgent = arrived.filter((row) => row.dataset.severity === "urgent");
    for (const row of arrived) this.known.add(row.dataset.thread);
    if (urgent.length) {
      const place = urgent[0].querySelector(".row-place").textContent.trim();
      sound?.ring();
      this.announce.textContent = this.inbox.dataset.sayUrgent.replace("{place}", place);
    }
    if (this.sameOrder(fresh)) this.refresh(fresh);
    else if (this.inUse()) this.offer();
    else this.show();
  }

  // Nothing came, went or moved: the rows tell their news where they stand, and focus stays on its link.
  sameOrder(fresh) {
    const standing = rowsIn(this.list);
    const news = rowsIn(fresh);
    return standing.length > 0 && news.length <= standing.length &&
      news.every((row, n) => row.dataset.thread === standing[n].dataset.thread) &&
      (news.length === standing.length || Boolean(fresh.querySelector("#more")));
  }

  refresh(fresh) {
    const standing = rowsIn(this.list);
    rowsIn(fresh).forEach((row, n) => {
      if (standing[n].dataset.mark && standing[n].dataset.mark === row.dataset.mark) return;
      standing[n].dataset.mark = row.dataset.mark;
      standing[n].className = row.className;
      standing[n].dataset.severity = row.dataset.severity;
      standing[n].querySelector(".thread-link").replaceChildren(...row.querySelector(".thread-link").childNodes);
    });
    this.waiting = null;
    this.button.hidden = true;
    this.hold(this.list);
  }

  inUse() {
    const focused = this.list.contains(document.activeElement);
    // Whoever asked for more rows would lose them.
    const longer = rowsIn(this.list).length > rowsIn(this.waiting).length;
    const scrolled = this.list.parentElement.scrollTop > 0 || (!WIDE.matches && window.scrollY > 200);
    const choosing = Boolean(this.list.querySelector("input:checked"));
    return focused || choosing || scrolled || longer || Date.now() - this.touched < 3000;
  }

  offer() {
    const standing = new Set(rowsIn(this.list).map((row) => row.dataset.thread));
    const count = rowsIn(this.waiting).filter((row) => !standing.has(row.dataset.thread)).length;
    this.button.textContent = count
      ? this.inbox.dataset.sayNew.replace("{n}", count)
      : this.inbox.dataset.sayChanged;
    this.button.hidden = false;
  }

  show() {
    if (!this.waiting) return;
    this.list.replaceChildren(...this.waiting.childNodes);
    this.waiting = null;
    this.button.hidden = true;
    if (window.htmx) window.htmx.process(this.list);
    markOpen();
    const shown = document.getElementById("shown");
    if (shown) shown.textContent = rowsIn(this.list).length + (document.getElementById("more") ? "+" : "");
  }
}

function markOpen() {
  const open = document.querySelector("#pane #thread");
  for (const link of document.querySelectorAll(".thread-link")) {
    const here = open && link.closest("[data-thread]").dataset.thread === open.dataset.reference;
    if (here) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

function openInPane(event) {
  const link = event.target.closest(".thread-link");
  if (!link || !WIDE.matches || event.ctrlKey || event.metaKey || event.shiftKey || event.button > 0 || !window.htmx) return;
  event.preventDefault();
  const reference = link.closest("[data-thread]").dataset.thread;
  window.htmx
    .ajax("GET", link.getAttribute("href"), { target: "#pane", select: "#thread", swap: "innerHTML" })
    .then(() => {
      const address = new URL(inbox.dataset.inbox, location.href);
      address.searchParams.set("thread", reference);
      history.replaceState(null, "", address);
      document.getElementById("pane").scrollTop = 0;
      link.closest("[data-thread]").classList.remove("unread");
      markOpen();
    });
}

if (inbox) {
  new Watch(inbox);
  document.getElementById("threads").addEventListener("click", openInPane);
  document.querySelector(".filter-row").addEventListener("change", (event) => event.currentTarget.requestSubmit());
}

// -- Keys -----------------------------------------------------------------------------------------------------
const help = document.getElementById("keys");
const keysOn = document.getElementById("keys-on");
if (keysOn) {
  keysOn.checked = localStorage.getItem(KEYS_OFF) !== "1";
  keysOn.addEventListener("change", () => {
    if (keysOn.checked) localStorage.removeItem(KEYS_OFF);
    else localStorage.setItem(KEYS_OFF, "1");
  });
}

function step(by) {
  const links = [...document.querySelectorAll(".thread-link")];
  if (!links.length) return;
  const at = links.indexOf(document.activeElement);
  links[Math.min(links.length - 1, Math.max(0, at < 0 ? 0 : at + by))].focus();
}

function openAndFocus(section, field) {
  const part = document.getElementById(section);
  if (part) part.open = true;
  document.getElementById(field)?.focus();
}

// -- Sound for what is urgent: off until somebody taps it, on this device ----------------------------------------
const SOUND = "quietline-sound";

class Sound {
  constructor(button) {
    this.button = button;
    this.context = null;
    button.hidden = false;
    button.addEventListener("click", () => {
      this.set(!this.on());
      if (this.on()) this.ring();
    });
    this.say();
    // Browsers let a page sound only after a touch of this visit.
    for (const event of ["pointerdown", "keydown"]) document.addEventListener(event, () => this.wake(), { once: true });
  }

  on() { return localStorage.getItem(SOUND) === "1"; }

  set(on) {
    if (on) localStorage.setItem(SOUND, "1");
    else localStorage.removeItem(SOUND);
    this.say();
  }

  say() {
    this.button.setAttribute("aria-pressed", String(this.on()));
    this.button.textContent = this.on() ? inbox.dataset.saySound : inbox.dataset.saySilent;
  }

  wake() {
    if (!this.on()) return;
    this.context ??= new AudioContext();
    this.context.resume();
  }

  ring() {
    if (!this.on()) return;
    this.wake();
    const from = this.context.currentTime;
    for (const [at, pitch] of [[0, 660], [0.22, 880]]) {
      const tone = this.context.createOscillator();
      const loud = this.context.createGain();
      tone.frequency.value = pitch;
      loud.gain.setValueAtTime(0.2, from + at);
      loud.gain.exponentialRampToValueAtTime(0.001, from + at + 0.2);
      tone.connect(loud).connect(this.context.destination);
      tone.start(from + at);
      tone.stop(from + at + 0.2);
    }
    this.button.dataset.rang = String(Number(this.button.dataset.rang || 0) + 1);
  }
}

const soundButton = document.getElementById("sound");
const sound = soundButton && inbox ? new Sound(soundButton) : null;

// -- Undo: ten seconds, and no second of them while it is focused or under the pointer -------------------------
const undo = document.getElementById("undo");
if (undo) {
  let left = Number(undo.dataset.seconds);
  const ticking = setInterval(() => {
    if (undo.contains(document.activeElement) || undo.matches(":hover") || document.hidden) return;
    left -= 1;
    if (left > 0) return;
    clearInterval(ticking);
    undo.remove();
  }, 1000);
}

const KEYS = {
  ".": () => document.getElementById("discreet")?.click(),
  j: () => step(1),
  k: () => step(-1),
  r: () => document.getElementById("reply")?.focus(),
  a: () => openAndFocus("assign", "assignee"),
  "?": () => help?.showModal(),
  "/": () => {
    const words = document.getElementById("search-words");
    if (words) words.focus();
    else if (help?.dataset.search) location.assign(help.dataset.search);
  },
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input, textarea, select, dialog, [contenteditable]")) return;
  const act = KEYS[event.key];
  if (!act || (event.key !== "?" && localStorage.getItem(KEYS_OFF) === "1")) return;
  event.preventDefault();
  act();
});

// -- Sending --------------------------------------------------------------------------------------------------
function notSent(event) {
  const note = event.target.closest("form")?.querySelector(".not-sent");
  if (note) note.hidden = false;
}
document.addEventListener("htmx:sendError", notSent);
document.addEventListener("htmx:timeout", notSent);
document.addEventListener("htmx:responseError", notSent);

document.addEventListener("htmx:afterSwap", (event) => {
  // After an act of the person's own, and only then, focus goes to the heading of what changed.
  if (event.detail.requestConfig?.verb === "post") document.getElementById("thread-title")?.focus({ preventScroll: false });
});

"use strict";
/* Everything works without this file. It keeps words that could not be sent, leaves fast, copies and prints.
   It stores nothing, and builds no HTML from text: the policy forbids it (Trusted Types 'none'). */
(() => {
  const PATIENCE_MS = 45000;
  const SHIFTS_MS = 2000;
  const FILE_PATIENCE_MS = 600000;
  const AGAIN_MS = [2000, 5000, 15000];
  const root = document.documentElement;
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];

  // Leaving: clear first, then replace this entry of the history.
  function clear() {
    for (const field of all("textarea, input:not([type=hidden]):not([type=checkbox])")) field.value = "";
    for (const box of all("input[type=checkbox]")) box.checked = false;
  }
  function leave(event) {
    const exit = document.getElementById("exit");
    if (!exit) return;
    if (event) event.preventDefault();
    clear();
    document.body.className = "left";
    document.title = " ";
    location.replace(exit.href);
  }
  let shifts = [];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Shift") { shifts = []; return; }
    if (event.repeat) return;
    shifts = shifts.filter((at) => event.timeStamp - at < SHIFTS_MS).concat(event.timeStamp);
    if (shifts.length >= 3) leave();
  });
  // A page that comes back from the browser's memory shows nothing of before.
  addEventListener("pageshow", (event) => {
    if (event.persisted && document.body.className === "left") location.reload();
  });

  // Sending. XMLHttpRequest, because it parses a page without a Trusted Types sink.
  function ask(method, address, body, bar) {
    return new Promise((answer, fail) => {
      const request = new XMLHttpRequest();
      request.open(method, address);
      request.responseType = "document";
      request.timeout = bar ? FILE_PATIENCE_MS : PATIENCE_MS;
      if (bar) request.upload.onprogress = (sent) => { if (sent.lengthComputable) bar.value = sent.loaded / sent.total; };
      request.onload = () => {
        const page = request.response;
        // A proxy's own error page is not ours, and must not take the place of the words.
        if (page && page.body && page.body.dataset.page) answer(page); else fail();
      };
      request.onerror = request.ontimeout = request.onabort = fail;
      request.send(body);
    });
  }
  function show(page) {
    root.lang = page.documentElement.lang;
    document.title = page.title;
    document.body.replaceWith(document.adoptNode(page.body));
    scrollTo(0, 0);
    start();
    const target = document.querySelector("[data-focus]") || document.querySelector("h1");
    if (target) target.focus({ preventScroll: !target.dataset.focus && target.tagName === "H1" });
  }
  function unsent(form, why) {
    const notice = form.querySelector("[data-unsent]");
    const line = notice.querySelector("[data-unsent-text]");
    notice.hidden = true;
    line.textContent = why || line.dataset.plain;
    notice.hidden = false;
    notice.scrollIntoView({ block: "nearest" });
  }
  async function send(form, button) {
    if (form.dataset.busy) return;
    form.dataset.busy = "1";
    const body = new FormData(form);
    if (button && button.name) body.append(button.name, button.value);
    const sending = form.querySelector("[data-sending]");
    const later = setTimeout(() => { sending.hidden = false; }, 400);
    form.querySelector("[data-unsent]").hidden = true;
    for (const each of all("button", form)) each.setAttribute("aria-disabled", "true");
    try {
      const page = await ask("POST", form.action, body);
      if (page.body.dataset.page !== "error") { show(page); return; }
      // An error has no form in it: say what it says, and keep this page.
      unsent(form, page.querySelector("h1").textContent + " " + page.querySelector("[data-error]").textContent);
    } catch {
      unsent(form, "");
    } finally {
      clearTimeout(later);
      sending.hidden = true;
      delete form.dataset.busy;
      for (const each of all("button", form)) each.removeAttribute("aria-disabled");
    }
  }
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || !form.querySelector("[data-unsent]")) return;
    event.preventDefault();
    if ("upload" in form.dataset) upload(form); else send(form, event.submitter);
  });

  // A file: how much of it is sent is shown, and a broken connection is tried again. Its number is good once.
  async function upload(form) {
    const file = form.querySelector("[type=file]").files[0];
    if (!file || form.dataset.busy) return;
    if (file.size > Number(form.dataset.most)) { unsent(form, form.dataset.tooLarge); return; }
    const bar = form.querySelector("progress");
    const sending = form.querySelector("[data-sending]");
    const plain = sending.textContent;
    form.dataset.busy = "1";
    form.querySelector("[data-unsent]").hidden = true;
    bar.hidden = sending.hidden = false;
    let page;
    for (let at = 0; !page; at += 1) {
      bar.value = 0;
      try {
        page = await ask("POST", form.action, new FormData(form), bar);
      } catch {
        if (!form.isConnected || at >= AGAIN_MS.length) break;
        sending.textContent = form.dataset.again;
        await new Promise((done) => { setTimeout(done, AGAIN_MS[at]); });
        sending.textContent = plain;
      }
    }
    delete form.dataset.busy;
    bar.hidden = sending.hidden = true;
    if (!form.isConnected) return;
    const fresh = page && page.querySelector("[data-files]");
    if (fresh) {
      // Only this part: words that are being typed beside it stay.
      form.closest("[data-files]").replaceWith(document.adoptNode(fresh));
      fresh.querySelector("h2").focus();
    } else if (page && page.body.dataset.page !== "error") {
      show(page);
    } else {
      unsent(form, form.dataset.plain);
    }
  }

  // The other language, with what was typed.
  function carry(page) {
    const old = document.getElementById("write");
    const fresh = page.getElementById("write");
    if (!old || !fresh) return;
    for (const field of all("[name]", fresh)) {
      const same = all("[name]", old).filter((one) => one.name === field.name);
      const was = field.type === "checkbox" ? same.find((one) => one.value === field.value) : same[0];
      if (!was) continue;
      if (field.type === "checkbox") field.checked = was.checked; else field.value = was.value;
    }
    const opened = all("details", old).map((one) => one.open);
    all("details", fresh).forEach((one, index) => { one.open = opened[index] || false; });
  }
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a, button");
    if (!link) return;
    if (link.id === "exit") leave(event);
    else if ("print" in link.dataset) print();
    else if ("copy" in link.dataset) copy(link);
    else if ("language" in link.dataset && document.getElementById("write")) {
      event.preventDefault();
      try {
        const page = await ask("GET", link.href);
        carry(page);
        history.replaceState(null, "", link.href);
        show(page);
      } catch {
        unsent(document.getElementById("write"), "");
      }
    }
  });

  // The six words or a link, copied; printed too: the print's own heading would name the page.
  async function copy(button) {
    const words = document.getElementById(button.dataset.copy || "receipt");
    try {
      await navigator.clipboard.writeText(words.textContent.trim());
    } catch {
      getSelection().selectAllChildren(words);
      if (!document.execCommand("copy")) return;
    }
    const before = button.textContent;
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = before; }, 2500);
  }
  let title = "";
  addEventListener("beforeprint", () => { title = document.title; document.title = " "; });
  addEventListener("afterprint", () => { document.title = title; });

  // Proof of work (ALTCHA 2, PBKDF2): only where the service asks for it, over its limit.
  const bytes = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
  const hex = (array) => Array.from(array, (one) => one.toString(16).padStart(2, "0")).join("");
  async function solve(challenge) {
    const { nonce, salt, cost, keyLength, keyPrefix } = challenge.parameters;
    const password = new Uint8Array(nonce.length / 2 + 4);
    password.set(bytes(nonce));
    const view = new DataView(password.buffer);
    const rules = { name: "PBKDF2", hash: "SHA-256", salt: bytes(salt), iterations: cost };
    for (let counter = 0; ; counter += 1) {
      view.setUint32(nonce.length / 2, counter);
      const key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
      const derived = hex(new Uint8Array(await crypto.subtle.deriveBits(rules, key, keyLength * 8)));
      if (derived.startsWith(keyPrefix)) {
        return btoa(JSON.stringify({ challenge, solution: { counter, derivedKey: derived } }));
      }
    }
  }
  async function prove(form) {
    if (!crypto.subtle) return; // plain http: the wait and the held lane remain
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = "altcha";
    field.value = await solve(JSON.parse(form.dataset.challenge));
    form.append(field);
    if ("auto" in form.dataset && form.isConnected) send(form);
  }

  function grow(event) {
    const area = event.target;
    if (area.tagName !== "TEXTAREA" || CSS.supports("field-sizing", "content")) return;
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + 2}px`;
  }
  document.addEventListener("input", grow);

  // What could show who writes is pointed out while it is typed. Nothing is stopped, nothing leaves the page.
  function look(area) {
    const box = area.form && area.form.querySelector("[data-look]");
    if (!box) return;
    let any = false;
    for (const [kind, pattern] of Object.entries(JSON.parse(box.dataset.look))) {
      const said = [...area.value.matchAll(new RegExp(pattern, "giu"))].slice(0, 3);
      const line = box.querySelector(`[data-kind="${kind}"]`);
      line.hidden = !said.length;
      line.querySelector("q").textContent = said.map((one) => one[1].trim().slice(0, 60)).join(" · ");
      any = any || said.length > 0;
    }
    box.hidden = !any;
  }
  document.addEventListener("input", (event) => { if (event.target.tagName === "TEXTAREA") look(event.target); });

  function start() {
    root.classList.add("scripted");
    for (const form of all("form[data-challenge]")) prove(form);
    for (const area of all("textarea")) { grow({ target: area }); look(area); }
    const problem = document.querySelector("[data-focus]");
    if (problem) problem.focus();
  }
  start();
})();

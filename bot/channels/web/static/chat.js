/** The chat page: brings its parts together. Without a chat yet it asks for one first. */

import { Composer } from "./composer.js";
import { Ear } from "./ear.js";
import { Log } from "./log.js";
import { furnish } from "./menu.js";
import { Queue } from "./queue.js";
import { backoff, pause, post, uuid, wished } from "./server.js";
import { speak, speech } from "./speech.js";
import { Store } from "./store.js";
import { steady } from "./thumb.js";

const $ = (id) => document.getElementById(id);
const title = document.title;

let fresh = false; // whether this page was given its chat just now
let caughtUp = false;
let unread = 0;

async function arrive() {
  for (let tries = 0; ; tries += 1) {
    const answer = await post("/api/visit", { embedded: window.top !== window }).catch(() => null);
    if (answer?.ok) {
      fresh = answer.status === 201;
      return (await answer.json()).room;
    }
    state("cut");
    await pause((answer && wished(answer)) || backoff(tries));
  }
}

function state(name) {
  const status = $("status");
  if (status.dataset.state === name) return;
  status.dataset.state = name;
  status.dataset.say = name;
  status.textContent = speech[name];
}

/** The conversation cannot go on here: say so, and offer the one way on. */
function notice(name) {
  const place = $("notice");
  place.querySelector("p").textContent = speech[name];
  $("again").hidden = name === "cookies" || document.body.dataset.staff === "yes";
  $("window").hidden = name !== "cookies";
  $("composer").hidden = true;
  place.hidden = false;
  $("status").dataset.state = "ended";
  $("status").textContent = "";
}

const room = document.body.dataset.room || (await arrive());
const store = new Store(room);

const log = new Log($("log"), store, {
  tap(button, article) {
    button.ariaBusy = "true";
    const event = { id: uuid(), kind: "tapped", choice: button.dataset.token };
    busy.set(event.id, button);
    queue.add(event, button);
  },
  reply: (key, row) => composer.quote(key, row),
});
const busy = new Map(); // buttons whose tap is on its way

const queue = new Queue(store, {
  taken(event, { time, day }) {
    release(event.id);
    log.settle(event.id, { state: "sent", time, day });
  },
  refused(event, status) {
    release(event.id);
    log.settle(event.id, { state: "unsent", reason: status === 413 ? "toolong" : "refused" });
  },
  gone: () => end("gone"),
});

function release(id) {
  const button = busy.get(id);
  if (button) button.ariaBusy = null;
  busy.delete(id);
}

const composer = new Composer($("composer"), (text, quoted, quote) => {
  const event = { id: uuid(), kind: "said", text, ...(quoted && { quoted }) };
  log.write({ id: event.id, text, quote, state: "waiting" });
  queue.add(event);
});

const shown = new Set(); // positions to be acknowledged
let acknowledging = false;

async function acknowledge() {
  const positions = [...shown].slice(0, 500);
  const answer = await post("/api/seen", { positions }).catch(() => null);
  acknowledging = false;
  if (!answer?.ok) return; // once more when the page has caught up again, or with the next message
  positions.forEach((position) => shown.delete(position));
  if (shown.size) soon(0);
}

function soon(milliseconds) {
  if (acknowledging) return;
  acknowledging = true;
  setTimeout(acknowledge, milliseconds);
}

const ear = new Ear({
  row(row) {
    const what = log.put(row);
    queue.noticed();
    if (!row.seen) shown.add(row.position);
    if (shown.size) soon(100);
    if (caughtUp && what) news();
  },
  now() {
    composer.welcome(log.typing);
    if (shown.size) soon(100);
    if (caughtUp) return;
    caughtUp = true;
    log.settleIn();
    // from now on, and only from now on, what comes is read aloud
    $("log").setAttribute("aria-live", "polite");
    greet();
  },
  speech: speak,
  gone: () => end(fresh && !caughtUp ? "cookies" : "gone"),
  state,
});

/** Press "start" for the person: with the code she came by, or because nothing was said yet. */
function greet() {
  const here = new URL(location.href);
  const code = (here.searchParams.get("s") ?? "").slice(0, 64);
  here.searchParams.delete("s");
  history.replaceState(null, "", here);
  if (code || (log.empty && queue.empty)) queue.add({ id: uuid(), kind: "joined", code });
}

function news() {
  composer.welcome(log.typing);
  if (document.hidden) document.title = `(${(unread += 1)}) ${title}`;
  $("down").hidden = log.inView;
}

function end(name) {
  ear.stop();
  if (name !== "cookies") {
    store.forget();
    log.forget(name === "gone");
  }
  notice(name);
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  unread = 0;
  document.title = title;
});
$("log").addEventListener("scroll", () => log.inView && ($("down").hidden = true), { passive: true });
$("down").addEventListener("click", () => {
  log.acted();
  log.reveal(null);
});
$("again").addEventListener("click", () => location.assign(`${document.body.dataset.base}/`));
furnish($("menu"), $("more"), () => end("left"));

steady(document);
ear.listen();
queue.run();

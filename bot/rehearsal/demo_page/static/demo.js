/** The demo's page: keeps three chats in their panes, and shows what lies behind them. */

const { base, speech: words } = document.body.dataset;
const speech = JSON.parse(words);
const REST = 2000; // milliseconds between two looks

function pane(role) {
  return document.querySelector(`[data-pane="${role}"]`);
}

/** Put the right chat into a pane; a chat that is there already is left in peace. */
function seat({ role, name, chat }) {
  const frame = pane(role).querySelector("iframe");
  pane(role).querySelector(".name").textContent = name && `· ${name}`;
  if (frame.dataset.chat === chat) return;
  frame.dataset.chat = chat;
  frame.src = `${base}/chat?chat=${encodeURIComponent(chat)}`;
}

/** Tell on the tab of a pane that is not shown that something came. */
function watch(frame) {
  const role = frame.closest(".pane").dataset.pane;
  const log = frame.contentDocument?.getElementById("log");
  if (!log) return;
  new MutationObserver((all) => {
    const live = log.ariaLive === "polite" && all.some((one) => one.addedNodes.length);
    if (live && document.body.dataset.shown !== role) badge(role, speech.news);
  }).observe(log, { childList: true });
}

function badge(role, text) {
  const tab = document.querySelector(`[data-show="${role}"]`);
  tab.querySelector("mark")?.remove();
  if (!text) return;
  const mark = document.createElement("mark");
  mark.textContent = text;
  tab.append(" ", mark);
}

/** Write a list anew, only where it differs: nobody's reading place is lost. */
function list(id, rows) {
  const place = document.getElementById(id);
  const text = JSON.stringify(rows);
  if (place.dataset.rows === text) return;
  place.dataset.rows = text;
  place.replaceChildren(...(rows.length ? rows : [[speech.nothing]]).map(item));
}

function item(parts) {
  const made = document.createElement("li");
  for (const part of parts) {
    const piece = document.createElement("span");
    piece.textContent = part;
    made.append(piece, " ");
  }
  return made;
}

/** Write words anew only where they differ: a status is read aloud whenever it is written. */
function write(id, text) {
  const place = document.getElementById(id);
  if (place.textContent !== text) place.textContent = text;
}

function show(seen) {
  write("now", seen.now);
  write("put-forward", seen.put_forward);
  seen.panes.forEach(seat);
  list("stored", seen.stored);
  list("outbox", seen.outbox);
  list("due", seen.due);
}

async function call(path, options) {
  const answer = await fetch(`${base}/demo/api/${path}`, options).catch(() => null);
  document.getElementById("trouble").hidden = Boolean(answer?.ok);
  if (answer?.ok) show(await answer.json());
}

async function pull(lever) {
  lever.ariaBusy = "true";
  const { call: path, hours } = lever.dataset;
  await call(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Lotse": "1" },
    body: JSON.stringify(hours ? { hours: Number(hours) } : {}),
  });
  lever.ariaBusy = null;
}

function turnTo(role) {
  document.body.dataset.shown = role;
  badge(role, "");
  for (const tab of document.querySelectorAll("[data-show]")) {
    tab.setAttribute("aria-pressed", tab.dataset.show === role);
  }
}

async function look() {
  if (!document.hidden) await call("snapshot", { cache: "no-store" });
  setTimeout(look, REST);
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  if (button?.dataset.show) turnTo(button.dataset.show);
  if (button?.dataset.call && button.ariaBusy !== "true") pull(button);
});
for (const frame of document.querySelectorAll("iframe")) {
  frame.addEventListener("load", () => watch(frame));
}
turnTo("pupil");
look();

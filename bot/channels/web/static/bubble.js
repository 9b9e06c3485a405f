/** How a message looks: elements made from what the server sent. Texts are always text, never markup. */

import { address } from "./server.js";
import { speech } from "./speech.js";

export function element(name, { text, ...attributes } = {}, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  if (text !== undefined) made.textContent = text;
  made.append(...children);
  return made;
}

/** A message of the program, still empty; `fill` writes it. */
export function theirs(key) {
  const bubble = element("div", { class: "bubble" });
  return element("article", { class: "theirs", "data-key": key, tabindex: "-1" }, bubble);
}

/** A line of the person's own. Not read aloud: she has just written it. */
export function mine(line) {
  const bubble = element("div", { class: "bubble" }, unseen(`${speech.me}: `));
  if (line.quote) bubble.append(element("q", { text: line.quote, dir: "auto" }));
  bubble.append(element("p", { class: "text", text: line.text, dir: "auto" }));
  bubble.append(element("p", { class: "meta" }));
  const made = element("article", { class: "mine", "aria-live": "off" }, bubble);
  mark(made, line);
  return made;
}

/** Tell what became of an own line: it waits, was sent at a time, or could not be sent for a reason. */
export function mark(article, { state, time, reason }) {
  article.dataset.state = state;
  const meta = article.querySelector(".meta");
  if (state === "sent") meta.replaceChildren(`${time} `, tick(), unseen(speech.sent));
  if (state === "waiting") meta.textContent = `${speech.waiting} …`;
  if (state === "unsent") {
    const told = `${speech.unsent}. ${speech[reason]}`;
    meta.replaceChildren(element("span", { role: "alert", text: told }));
  }
}

function tick() {
  return element("span", { "aria-hidden": "true", text: "✓" });
}

/** Write a message into its article. Returns whether its words have changed. */
export function fill(article, row, onReply) {
  const words = JSON.stringify([row.text, row.file, row.withdrawn, row.quotable]);
  const changed = article.dataset.words !== words;
  article.dataset.words = words;
  article.dataset.revision = row.revision;
  if (!changed) return false;
  article.classList.toggle("withdrawn", Boolean(row.withdrawn));
  const bubble = article.querySelector(".bubble");
  bubble.replaceChildren(unseen(`${speech.bot}: `), row.withdrawn ? gone() : text(row.text));
  if (row.file) bubble.append(file(row));
  const meta = element("p", { class: "meta", "aria-live": "off" });
  if (row.quotable) meta.append(reply(onReply));
  meta.append(element("time", { text: row.time, datetime: row.at }));
  bubble.append(meta);
  return true;
}

function text(spans) {
  const paragraph = element("p", { class: "text" });
  for (const span of spans) {
    let piece = document.createTextNode(span.text);
    if (span.link) piece = element("a", { href: span.link, target: "_blank", rel: "noopener noreferrer" }, piece);
    if (span.italic) piece = element("em", {}, piece);
    if (span.bold) piece = element("strong", {}, piece);
    paragraph.append(piece);
  }
  return paragraph;
}

function file(row) {
  const size = row.file.bytes < 1024 ? "1 KB" : `${Math.round(row.file.bytes / 1024)} KB`;
  return element(
    "a",
    { class: "file", href: address(`/api/file/${row.key}`), download: row.file.name },
    unseen(`${speech.file}: `),
    element("span", { class: "name", text: row.file.name, dir: "auto" }),
    element("span", { class: "size", text: size }),
  );
}

function reply(onReply) {
  const button = element("button", { type: "button", class: "reply", text: speech.reply });
  button.addEventListener("click", onReply);
  return button;
}

function gone() {
  return element("p", { class: "text", text: speech.withdrawn });
}

function unseen(words) {
  return element("span", { class: "unseen", text: words });
}

/** The buttons of a message, or null for none. */
export function choices(rows) {
  if (!rows?.length) return null;
  const group = element("div", { class: "choices", role: "group", "aria-label": speech.choices, "aria-live": "off" });
  for (const row of rows) {
    group.append(element("div", { class: "row" }, ...row.map((one) => button(one))));
  }
  return group;
}

function button(one) {
  return press(element("button", { type: "button" }), one);
}

function press(made, { label, token, chosen }) {
  made.textContent = label;
  made.dataset.token = token;
  if (chosen === null) made.removeAttribute("aria-pressed");
  else made.setAttribute("aria-pressed", chosen);
  return made;
}

/** Bring buttons up to date without replacing them, so focus stays. False if they are others now. */
export function refresh(group, rows) {
  const present = [...group.querySelectorAll("button")];
  const wanted = rows.flat();
  const same = present.length === wanted.length && present.every((one, at) => one.textContent === wanted[at].label);
  if (same) present.forEach((one, at) => press(one, wanted[at]));
  return same;
}

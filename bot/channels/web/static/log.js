/** The conversation: messages and own lines in order, days between them, and where the eye rests. */

import { choices, element, fill, mark, mine, refresh, theirs } from "./bubble.js";
import { speech } from "./speech.js";

const NEAR = 80; // pixels from the end that still count as "at the end"
const ANSWER = 3000; // milliseconds within which a new message counts as the answer to an act

export class Log {
  #box;
  #hears;
  #entries = []; // {key, line, day, article, parting}, in order
  #lines; // own lines, kept in the tab's store
  #store;
  #anchor = null; // the first message since the person's last act: it must not scroll away
  #tapped = null; // the article whose button was pressed last
  #actedAt = -Infinity; // when the person last tapped or wrote
  #resting = true; // whether the end was in view when the person last scrolled

  /** `hears`: tap(button, article), reply(key, words). */
  constructor(box, store, hears) {
    this.#box = box;
    this.#hears = hears;
    this.#store = store;
    this.#lines = store.read("lines");
    for (const line of this.#lines) this.#place({ key: line.after, line, day: line.day, article: mine(line) });
    box.addEventListener("click", ({ target }) => this.#clicked(target.closest(".choices button")));
    // the keyboard of a phone, or a quote, takes room from below: the end stays in view
    box.addEventListener("scroll", () => (this.#resting = this.#atEnd), { passive: true });
    new ResizeObserver(() => this.#resting && this.reveal(null, "instant")).observe(box);
    // who scrolls by hand looks at something: nothing may pull her away
    for (const hand of ["wheel", "touchmove"]) {
      box.addEventListener(hand, () => this.#look(), { passive: true });
    }
  }

  get lastKey() {
    return this.#entries.at(-1)?.key ?? 0;
  }

  get empty() {
    return this.#entries.length === 0;
  }

  get #atEnd() {
    return this.#box.scrollHeight - this.#box.scrollTop - this.#box.clientHeight < NEAR;
  }

  /** Whether the last message is on screen, or at least begins there. */
  get inView() {
    const last = this.#entries.at(-1)?.article;
    return !last || last.offsetTop < this.#box.scrollTop + this.#box.clientHeight - NEAR / 2;
  }

  /** Take a message in. Returns "new", "changed" (other words), or "" for one that is known already. */
  put(row) {
    const known = this.#entries.find((entry) => !entry.line && entry.key === row.key);
    if (known) return Number(known.article.dataset.revision) < row.revision ? this.#edit(known, row) : "";
    if (row.withdrawn) return "";
    const entry = { key: row.key, day: row.day, article: theirs(row.key), row };
    fill(entry.article, row, () => this.#hears.reply(row.key, entry.row));
    const buttons = choices(row.rows);
    if (buttons) entry.article.append(buttons);
    const follow = this.#atEnd || this.#anchor || this.#waits;
    this.#place(entry);
    this.#dim();
    if (follow) {
      this.#anchor ??= entry.article;
      this.reveal();
    }
    this.#lead(entry.article);
    return "new";
  }

  #edit(entry, row) {
    const { article } = entry;
    const held = article.querySelector(".choices");
    const focused = held?.contains(document.activeElement);
    entry.row = row;
    const changed = fill(article, row, () => this.#hears.reply(row.key, entry.row));
    if (!(held && row.rows && refresh(held, row.rows))) {
      held?.remove();
      const buttons = choices(row.rows);
      if (buttons) article.append(buttons);
      if (focused) focusOn(article);
    }
    this.#dim();
    if (changed && this.#tapped === article) this.reveal(article);
    return changed ? "changed" : "";
  }

  /** Show an own line at the end, and remember it. */
  write(line) {
    line.after = this.lastKey;
    this.#lines.push(line);
    this.#keep();
    const article = mine(line);
    this.#place({ key: line.after, line, article });
    this.#dim();
    this.acted();
    this.reveal(article);
  }

  /** What became of an own line: `news` has state, time, day or reason. */
  settle(id, news) {
    const at = this.#entries.findIndex((entry) => entry.line?.id === id);
    if (at < 0) return;
    const entry = this.#entries[at];
    Object.assign(entry.line, news);
    mark(entry.article, entry.line);
    this.#keep();
    entry.day = news.day ?? entry.day;
    this.#part(at);
    this.#part(at + 1);
  }

  /** The person did something: from now on her answer is what must stay in view. */
  acted() {
    this.#anchor = null;
    this.#tapped = null;
    this.#actedAt = performance.now();
  }

  /** Whether what comes now answers the person: it must be seen, wherever the eye rests. */
  get #waits() {
    return performance.now() - this.#actedAt < ANSWER;
  }

  #look() {
    this.#anchor = null;
    this.#actedAt = -Infinity;
  }

  /** Bring the end into view, or as much of it as lets `article` (the first news) begin on screen. */
  reveal(article = this.#anchor, behavior = "auto") {
    const end = this.#box.scrollHeight - this.#box.clientHeight;
    const top = article ? article.offsetTop - 12 : end;
    this.#box.scrollTo({ top: Math.min(end, top), behavior });
  }

  /** All old messages are in: show the end, or where the unread begin. */
  settleIn() {
    const known = this.#entries.some((entry) => entry.row?.seen);
    const first = this.#entries.find((entry) => entry.row && !entry.row.seen);
    if (known && first) first.article.before(element("p", { class: "parting new", text: speech.new }));
    this.reveal(known && first ? first.article : null, "instant");
    this.#anchor = null;
  }

  /** Whether a typed answer is asked for by the last message. */
  get typing() {
    return this.#entries.findLast((entry) => entry.row)?.row.typing ?? true;
  }

  /** The chat is gone; with `keepLast` its last message stays to be read. */
  forget(keepLast) {
    const last = keepLast && this.#entries.findLast((entry) => entry.row);
    if (last) last.article.querySelector(".choices")?.remove();
    this.#box.replaceChildren(...(last ? [last.article] : []));
    this.#entries = [];
    this.#lines = [];
  }

  #clicked(button) {
    if (!button || button.ariaBusy === "true") return;
    const article = button.closest("article");
    this.acted();
    this.#tapped = article;
    this.#hears.tap(button, article);
  }

  /** A tap that was answered by a new message takes the focus there. */
  #lead(article) {
    const focus = document.activeElement;
    if (!this.#tapped || !this.#waits) return;
    if (focus !== document.body && !this.#tapped.contains(focus)) return;
    this.#tapped = null;
    focusOn(article);
  }

  #place(entry) {
    let at = this.#entries.length;
    while (at && stands(entry, this.#entries[at - 1])) at -= 1;
    const next = this.#entries[at];
    this.#box.insertBefore(entry.article, next ? (next.parting ?? next.article) : null);
    this.#entries.splice(at, 0, entry);
    this.#part(at);
    this.#part(at + 1);
  }

  /** A day's name stands before the first entry of each day. */
  #part(at) {
    const entry = this.#entries[at];
    if (!entry) return;
    const before = this.#entries.slice(0, at).findLast(({ day }) => day)?.day;
    entry.parting?.remove();
    entry.parting = null;
    if (!entry.day || entry.day === before) return;
    entry.parting = element("p", { class: "parting", text: entry.day });
    entry.article.before(entry.parting);
  }

  /** Only the last message's buttons are large; the others stay, small. */
  #dim() {
    const last = this.#entries.findLast((entry) => entry.row)?.article;
    for (const { article } of this.#entries) article.classList.toggle("earlier", article !== last);
  }

  #keep() {
    this.#store.write("lines", this.#lines.slice(-200));
  }
}

/** Whether `one` stands before `other`: by key, and a message before the lines written below it. */
function stands(one, other) {
  return one.key < other.key || (one.key === other.key && !one.line && Boolean(other.line));
}

function focusOn(article) {
  (article.querySelector(".choices button") ?? article).focus({ preventScroll: true });
}

/**
 * Hears what the server has to say.
 *
 * A page that is looked at listens to a stream. A hidden one asks now and then, for browsers allow
 * only six connections to one host; so does a page whose proxy holds streams back. After any cut
 * the page asks once, which also tells why, and then listens again. Nothing is lost or doubled:
 * each request names the last position that was heard.
 */

import { address, backoff, get, pause, wished } from "./server.js";
import { speech } from "./speech.js";

const SILENCE = 40_000; // a stream without a beat for so long is dead
const PATIENCE = 5_000; // a stream must say something within this time, else a proxy holds it back
const HIDDEN = 15_000;
const ASKING = 3_000;
const DEAF = 60_000; // for so long a page only asks
const ENOUGH = 3; // streams that broke without a word

export class Ear {
  #hears;
  #after = 0;
  #source = null;
  #alarm = 0;
  #turn = 0; // counts starts, so that an overtaken one falls silent
  #tries = 0;
  #mute = 0;
  #deafUntil = 0;
  #over = false;

  /** `hears`: row(row), now(), speech(words), gone(), state(name). */
  constructor(hears) {
    this.#hears = hears;
    document.addEventListener("visibilitychange", () => this.listen());
    addEventListener("online", () => this.listen());
    addEventListener("pagehide", () => this.#close());
    addEventListener("pageshow", (event) => event.persisted && this.listen());
  }

  get position() {
    return this.#after;
  }

  /** Begin, or begin anew. */
  listen() {
    this.#close();
    if (this.#over) return;
    if (document.hidden && this.#after) this.#ask(HIDDEN);
    else if (Date.now() < this.#deafUntil) this.#ask(ASKING);
    else this.#stream();
  }

  stop() {
    this.#over = true;
    this.#close();
  }

  #close() {
    this.#turn += 1;
    this.#source?.close();
    this.#source = null;
    clearTimeout(this.#alarm);
  }

  #query() {
    return { after: this.#after, language: speech.language };
  }

  #stream() {
    const source = new EventSource(address("/api/stream", this.#query()));
    this.#source = source;
    this.#watch(PATIENCE, ENOUGH);
    const on = (name, act) =>
      source.addEventListener(name, (event) => {
        if (source !== this.#source) return;
        this.#mute = this.#tries = 0;
        this.#watch(SILENCE);
        act(JSON.parse(event.data));
      });
    on("row", (row) => this.#row(row));
    on("speech", (words) => this.#hears.speech(words));
    on("beat", () => this.#caughtUp());
    on("gone", () => this.#gone());
    on("now", () => this.#caughtUp());
    source.onerror = () => source === this.#source && this.#cut();
  }

  #watch(milliseconds, mute = 1) {
    clearTimeout(this.#alarm);
    this.#alarm = setTimeout(() => this.#cut(mute), milliseconds);
  }

  /** The stream broke or never spoke: ask what is the matter. */
  async #cut(mute = 1) {
    this.#close();
    this.#mute += mute;
    if (this.#mute >= ENOUGH) this.#deafUntil = Date.now() + DEAF;
    const turn = this.#turn;
    await pause(Math.random() * 500);
    if (turn === this.#turn) this.#ask(0);
  }

  /** Ask once; if all is well go on after `rest` milliseconds, or listen at once if it is 0. */
  async #ask(rest) {
    const turn = this.#turn;
    const answer = await get("/api/messages", this.#query()).catch(() => null);
    const found = answer?.ok ? await answer.json().catch(() => null) : null;
    if (turn !== this.#turn || this.#over) return;
    if (answer?.status === 401) return this.#gone();
    if (!found) this.#hears.state("cut");
    else this.#take(found);
    const wait = found ? rest : (answer && wished(answer)) || backoff(this.#tries++);
    if (wait) await pause(wait);
    if (turn === this.#turn) this.listen();
  }

  #take(found) {
    this.#tries = 0;
    if (found.speech) this.#hears.speech(found.speech);
    found.rows.forEach((row) => this.#row(row));
    this.#caughtUp();
  }

  #row(row) {
    this.#after = Math.max(this.#after, row.position);
    this.#hears.row(row);
  }

  #caughtUp() {
    this.#hears.state("connected");
    this.#hears.now();
  }

  #gone() {
    this.stop();
    this.#hears.gone();
  }
}

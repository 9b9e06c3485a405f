/**
 * What the person does, on its way to the server: one thing after another, in order.
 *
 * Each keeps its id until the server has answered for it, so a repeat after a lost answer is
 * recognised there. What waits survives a reload of the page.
 */

import { backoff, pause, post, wished } from "./server.js";

const ANSWER = 1500; // milliseconds that a tap waits for what it changes on the page
const FINAL = [400, 403, 413, 415, 422];

export class Queue {
  #store;
  #hears;
  #waiting;
  #running = false;
  #rows = 0;
  #row = () => {};

  /** `hears`: taken(event, answer), refused(event, status), gone(). */
  constructor(store, hears) {
    this.#store = store;
    this.#hears = hears;
    this.#waiting = store.read("queue").map((event) => ({ event }));
  }

  get empty() {
    return this.#waiting.length === 0;
  }

  /** Add an event; `button` is where a tap's token is read when its turn comes. */
  add(event, button) {
    this.#waiting.push({ event, button });
    this.#keep();
    return this.run();
  }

  /** Something new has come from the server. */
  noticed() {
    this.#rows += 1;
    this.#row();
  }

  async run() {
    if (this.#running) return;
    this.#running = true;
    for (let tries = 0; this.#waiting.length; ) {
      const rows = this.#rows;
      const { event, button } = this.#waiting[0];
      // the message may have changed since the tap: a button that stays has a new token by now
      if (tries === 0 && button?.isConnected) event.choice = button.dataset.token;
      const answer = await post("/api/events", event).catch(() => null);
      // an answer cut short, say by leaving the page, is no answer: the id lets us ask again
      const taken = answer?.ok ? await answer.json().catch(() => null) : null;
      if (answer?.status === 401) {
        this.#running = false;
        return this.#hears.gone();
      }
      if (taken || FINAL.includes(answer?.status)) {
        tries = 0;
        await this.#settle(event, taken, answer.status, rows);
      } else {
        await pause((answer && wished(answer)) || backoff(tries++));
      }
    }
    this.#running = false;
  }

  async #settle(event, taken, status, rows) {
    if (taken) {
      if (event.kind === "tapped" && rows === this.#rows) await this.#change();
      this.#hears.taken(event, taken);
    } else {
      this.#hears.refused(event, status);
    }
    this.#waiting.shift();
    this.#keep();
  }

  #change() {
    return new Promise((resolve) => {
      this.#row = resolve;
      setTimeout(resolve, ANSWER);
    });
  }

  #keep() {
    this.#store.write("queue", this.#waiting.map(({ event }) => event));
  }
}

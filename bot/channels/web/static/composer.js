/** The text field: Enter sends, Shift+Enter begins a new line; a quote can be attached. */

import { speech } from "./speech.js";

const LONGEST = 60_000; // bytes; the server takes no more than 64 KiB with all that is around it

export class Composer {
  #form;
  #field;
  #quote;
  #hint;
  #quoted = null; // {key, words}

  /** `send(text, key, words)`: what was typed, and what it answers to. */
  constructor(form, send) {
    this.#form = form;
    this.#field = form.querySelector("textarea");
    this.#quote = form.querySelector("#quote");
    this.#hint = form.querySelector("#hint");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send(send);
    });
    this.#field.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.#unquote();
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.#send(send);
    });
    this.#field.addEventListener("input", () => this.#fit());
    this.#quote.querySelector("button").addEventListener("click", () => {
      this.#unquote();
      this.#field.focus();
    });
  }

  /** Say in the field whether a typed answer is asked for. */
  welcome(typing) {
    this.#field.placeholder = typing ? speech.placeholder : speech.otherwise;
  }

  /** What is typed next answers to this message. */
  quote(key, row) {
    const words = row.text.map((span) => span.text).join("").replace(/\s+/g, " ").slice(0, 80);
    this.#quoted = { key, words };
    this.#quote.querySelector("q").textContent = words;
    this.#quote.hidden = false;
    this.#field.focus();
  }

  #unquote() {
    this.#quoted = null;
    this.#quote.hidden = true;
  }

  #send(send) {
    const text = this.#field.value.trim();
    const long = new Blob([text]).size > LONGEST;
    this.#hint.textContent = long ? speech.toolong : "";
    if (!text || long) return; // what was written stays in the field
    send(text.toWellFormed?.() ?? text, this.#quoted && String(this.#quoted.key), this.#quoted?.words);
    this.#field.value = "";
    this.#unquote();
    this.#fit();
    this.#field.focus();
  }

  /** Grow with the text, where the browser does not do so by itself. */
  #fit() {
    if (CSS.supports("field-sizing", "content")) return;
    this.#field.rows = Math.min(6, this.#field.value.split("\n").length);
  }
}

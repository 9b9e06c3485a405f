/** What this tab remembers until it is closed: the person's own lines, and what waits to be sent. */

export class Store {
  #prefix;
  #memory = new Map(); // where a browser lends no storage

  constructor(room) {
    this.#prefix = `lotse.${room}.`;
  }

  read(name) {
    try {
      return JSON.parse(sessionStorage.getItem(this.#prefix + name)) ?? [];
    } catch {
      return this.#memory.get(name) ?? [];
    }
  }

  write(name, list) {
    this.#memory.set(name, list);
    try {
      sessionStorage.setItem(this.#prefix + name, JSON.stringify(list));
    } catch {
      // the memory has it
    }
  }

  forget() {
    this.write("lines", []);
    this.write("queue", []);
  }
}

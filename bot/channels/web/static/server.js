/** Calls to the server: always the page's own, always with the header that no other site can send. */

const { base, chat } = document.body.dataset;

export function address(path, query = {}) {
  const given = new URLSearchParams(chat ? { ...query, chat } : query).toString();
  return base + path + (given && `?${given}`);
}

export function get(path, query) {
  return fetch(address(path, query), { cache: "no-store", signal: AbortSignal.timeout(10_000) });
}

export function post(path, body) {
  return fetch(address(path), {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Lotse": "1" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(20_000),
  });
}

/** How long the server asks to wait, in milliseconds; 0 if it does not say. */
export function wished(answer) {
  return 1000 * Number(answer.headers.get("Retry-After") ?? 0) || 0;
}

/** Wait; going online again ends it early. */
export function pause(milliseconds) {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener("online", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    addEventListener("online", done);
  });
}

/** 1, 2, 4 … 30 seconds, each a little random, so that not all pages come back at the same moment. */
export function backoff(tries) {
  return Math.min(30_000, 1000 * 2 ** tries) * (0.5 + Math.random() / 2);
}

/** A random id; crypto.randomUUID exists on https pages only. */
export function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

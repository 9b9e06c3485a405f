/** A thumb that taps twice means one thing: its second tap must not press what came there meanwhile. */

const TWICE = 350; // milliseconds between two taps that are one to the person
const NEAR = 32; // pixels by which a thumb misses its own place

/** From now on a hasty second tap at the same place presses the button of the first one, or none. */
export function steady(page) {
  let last = { button: null, time: 0, x: 0, y: 0 };
  const hear = (event) => {
    if (!event.detail) return; // a key or a script presses exactly what it means
    const { clientX: x, clientY: y } = event;
    const time = performance.now();
    const button = event.target.closest("button, a");
    const hasty = time - last.time < TWICE && Math.hypot(x - last.x, y - last.y) < NEAR;
    if (hasty && last.button && button !== last.button) {
      event.preventDefault();
      event.stopImmediatePropagation();
      last.time = time;
    } else {
      last = { button, time, x, y };
    }
  };
  page.addEventListener("click", hear, { capture: true });
}

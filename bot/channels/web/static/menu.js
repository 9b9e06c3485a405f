/** The small menu: the way back as link and QR code, printing, and leaving this device. */

import { address, get, post } from "./server.js";
import { speech } from "./speech.js";

export function furnish(menu, opener, onLeft) {
  const at = (id) => menu.querySelector(`#${id}`);

  opener.addEventListener("click", async () => {
    menu.showModal();
    if (!at("qr")) return;
    at("qr").src = address("/qr.svg");
    at("copied").textContent = "";
    const answer = await get("/api/link").catch(() => null);
    if (!answer?.ok) return;
    at("link").href = at("link").textContent = (await answer.json()).link;
  });
  // a tap beside the menu closes it
  menu.addEventListener("click", ({ target }) => target === menu && menu.close());

  at("copy")?.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(at("link").href);
      at("copied").textContent = speech.copied;
    } catch {
      getSelection().selectAllChildren(at("link"));
    }
  });
  at("print").addEventListener("click", () => {
    menu.close();
    print();
  });
  at("leave").addEventListener("click", async () => {
    const answer = await post("/api/leave", {}).catch(() => null);
    menu.close();
    if (answer?.ok) onLeft();
  });
}

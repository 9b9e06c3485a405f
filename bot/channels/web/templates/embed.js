/*
 * Puts a button into any site that opens the chat beside the page. One line is enough:
 *
 *   <script src="https://address-of-the-chat/embed.js" defer></script>
 *
 * The site must be named in the chat server's settings (frame ancestors); others get an empty frame.
 * data-label="…" gives the button other words. Nothing is fetched from the server, and no cookie is
 * set, before somebody presses the button. The chat lives in a frame: neither page can read the other.
 */
(() => {
  const { src, dataset } = document.currentScript;
  const home = new URL(".", src).href;
  const says = {{ sentences | tojson }};
  const label = dataset.label || says.open;

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { all: initial; }
    button { position: fixed; z-index: 2147483000; inset-block-end: 1rem; inset-inline-end: 1rem;
      padding: .8rem 1.3rem; border: 2px solid #fff; border-radius: 2rem; background: #0d6672; color: #fff;
      font: 600 1rem/1.3 system-ui, sans-serif; cursor: pointer; box-shadow: 0 4px 18px #0005; }
    button:focus-visible { outline: 3px solid #ffb000; outline-offset: 2px; }
    iframe { position: fixed; z-index: 2147483000; inset-block-end: 5rem; inset-inline-end: 1rem;
      inline-size: min(26rem, calc(100vw - 2rem)); block-size: min(44rem, calc(100dvh - 7rem));
      border: 0; border-radius: 1rem; background: #fff; box-shadow: 0 8px 40px #0006; }
    iframe[hidden] { display: none; }
    @media (max-width: 30rem) { iframe { inset: 0 0 5rem 0; inline-size: 100vw; block-size: calc(100dvh - 5rem); border-radius: 0; } }
    @media print { :host { display: none; } }
  `);

  const place = document.createElement("div");
  const shadow = place.attachShadow({ mode: "open" });
  shadow.adoptedStyleSheets = [sheet];
  const button = document.createElement("button");
  const frame = document.createElement("iframe");
  frame.title = {{ name | tojson }};
  frame.allow = "clipboard-write";
  frame.hidden = true;
  shadow.append(frame, button);

  function show(open) {
    if (open && !frame.src) frame.src = home;
    frame.hidden = !open;
    button.setAttribute("aria-expanded", open);
    button.textContent = open ? says.close : label;
    (open ? frame : button).focus();
  }

  button.type = "button";
  button.textContent = label;
  button.setAttribute("aria-expanded", "false");
  // a hasty second tap must not close what the first has opened
  button.addEventListener("click", ({ detail }) => detail < 2 && show(frame.hidden));
  addEventListener("keydown", (event) => event.key === "Escape" && !frame.hidden && show(false));
  const settle = () => document.body.append(place);
  if (document.body) settle();
  else addEventListener("DOMContentLoaded", settle);
})();

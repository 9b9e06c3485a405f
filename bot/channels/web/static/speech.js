/** The page's own words. The server sends them anew when the person changes the language. */

export const speech = JSON.parse(document.body.dataset.speech);

export function speak(words) {
  Object.assign(speech, words);
  document.documentElement.lang = speech.lang;
  document.documentElement.dir = speech.direction;
  for (const place of document.querySelectorAll("[data-say]")) {
    place.textContent = speech[place.dataset.say];
  }
  for (const place of document.querySelectorAll("[data-say-label]")) {
    place.setAttribute("aria-label", speech[place.dataset.sayLabel]);
  }
}

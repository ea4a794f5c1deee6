/** Whether somebody is at the page. What it reads by itself while nobody is keeps no session alive. */

/** Longer than any screen waits between what it reads by itself, so that somebody who only reads and scrolls is heard of. */
const ATTENDED_MS = 90_000;
const SIGNS = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] as const;

/** Loading the page was somebody's doing. */
let lastSign = Date.now();

/** Listens to the whole page, once. */
export function watchForSomebody(): void {
  const noted = () => {
    lastSign = Date.now();
  };
  for (const sign of SIGNS) window.addEventListener(sign, noted, { capture: true, passive: true });
}

/** What a request says of it, as headers. */
export function attendance(now = Date.now()): Readonly<Record<string, string>> {
  return now - lastSign < ATTENDED_MS ? {} : { "x-cordon-unattended": "1" };
}

/** Gives the focus back when what took it is gone. */
import { useState } from "react";
import { focusHeading } from "./arrival.ts";

/** For `onCloseAutoFocus` of what is there only while it is open: Radix gives the focus back to a trigger of its own, and what keys open has none. */
export function useFocusBack(): (event: Event) => void {
  const [before] = useState(holderOfFocus);
  return (event) => {
    event.preventDefault();
    // Something else has taken it already: the next dialog, or another screen.
    if (document.activeElement !== document.body) return;
    if (before?.isConnected && before !== document.body) before.focus({ preventScroll: true });
    else focusHeading();
  };
}

/** Of an entry of a menu, what opened the menu: the entry goes with it. */
function holderOfFocus(): HTMLElement | null {
  const held = document.activeElement;
  const trigger = held?.closest("[role=menu]")?.getAttribute("aria-labelledby") ?? null;
  return (trigger === null ? held : document.getElementById(trigger)) as HTMLElement | null;
}

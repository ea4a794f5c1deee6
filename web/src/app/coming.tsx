/** Stands for a dialog whose part of the console is still loaded: what is typed until it is there is meant for it, also where it was asked for with the mouse. */
import { useEffect, useLayoutEffect, useState } from "react";
import { ui } from "../words/ui.ts";
import { waitForFocus, waitOn } from "./keys.ts";

const WORDLESS_MS = 800;

export function Coming() {
  const [slow, setSlow] = useState(false);
  useLayoutEffect(waitForFocus, []);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), WORDLESS_MS);
    const waiting = setInterval(waitOn, WORDLESS_MS);
    return () => {
      clearTimeout(timer);
      clearInterval(waiting);
    };
  }, []);
  return (
    <p
      role="status"
      className={
        slow
          ? "fixed top-[12vh] left-1/2 z-40 -translate-x-1/2 rounded-md border border-line bg-raised px-3 py-1.5 text-sm shadow-float"
          : "sr-only"
      }
    >
      {slow ? ui.opening : ""}
    </p>
  );
}

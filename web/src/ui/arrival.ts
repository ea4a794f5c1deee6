/** What says where somebody is after a change of screen: the window's title and the focus. */
import { useMatch } from "@tanstack/react-router";
import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";

const HEADING = "page-title";
let last: string | null = null;
let moved = false;

export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Cordon`;
  }, [title]);
}

/** The heading of a screen, to which the focus goes from another one: there reading and Tab go on. The first page of a visit is read from its top. */
export function useArrival(): { id: string; ref: RefObject<HTMLHeadingElement | null> } {
  const ref = useRef<HTMLHeadingElement>(null);
  const isNew = useRef(true);
  const path = useMatch({ strict: false, select: ({ pathname }) => pathname });
  useLayoutEffect(() => {
    const elsewhere = last !== path;
    moved ||= last !== null && elsewhere;
    last = path;
    // What a screen itself focuses as it opens keeps the focus; so does whatever has it while the same screen is drawn anew.
    const held = elsewhere ? isNew.current && isFocusIn("main") : isFocusIn("body > *");
    isNew.current = false;
    if (moved && !held) ref.current?.focus({ preventScroll: true });
  }, [path]);
  return { id: HEADING, ref };
}

function isFocusIn(selector: string): boolean {
  return document.activeElement?.closest(selector) != null;
}

/** Where the focus goes when what had it is gone. */
export function focusHeading(): void {
  document.getElementById(HEADING)?.focus({ preventScroll: true });
}

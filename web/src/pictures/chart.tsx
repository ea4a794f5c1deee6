/** The drawing itself, redrawn when its figures, its place or the theme change. */
import { useEffect, useRef, useState } from "react";
import { type Colours, coloursNow } from "./colours.ts";
import type { Drawing, Drawn } from "./draw.ts";

export type DrawingOf = (colours: Colours, width: number) => Drawing;

/** Changes with the theme, so that what is drawn in its colours is drawn anew. */
function useTheme(): string {
  const [theme, setTheme] = useState(document.documentElement.dataset.theme ?? "");
  useEffect(() => {
    const watcher = new MutationObserver(() => setTheme(document.documentElement.dataset.theme ?? ""));
    watcher.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    return () => watcher.disconnect();
  }, []);
  return theme;
}

export function Chart({ label, height, drawing }: { label: string; height: number; drawing: DrawingOf }) {
  const host = useRef<HTMLDivElement>(null);
  const drawn = useRef<Drawn | null>(null);
  const theme = useTheme();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are read anew because the theme changed.
  useEffect(() => {
    const place = host.current;
    if (place === null) return;
    let over = false;
    const redraw = () => drawn.current?.redraw(drawing(coloursNow(), place.clientWidth));
    if (drawn.current !== null) redraw();
    else
      void import("./draw.ts").then(({ draw }) => {
        if (over) return;
        drawn.current ??= draw(place, drawing(coloursNow(), place.clientWidth));
        redraw();
      });
    const watcher = new ResizeObserver(() => {
      drawn.current?.resize();
      redraw();
    });
    watcher.observe(place);
    return () => {
      over = true;
      watcher.disconnect();
    };
  }, [drawing, theme]);
  useEffect(
    () => () => {
      drawn.current?.end();
      drawn.current = null;
    },
    [],
  );
  return <div ref={host} role="img" aria-label={label} className="w-full" style={{ height }} />;
}

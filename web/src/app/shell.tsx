/** The frame around every screen: navigation, palette, keys, what has just happened. */

import { useQueryClient } from "@tanstack/react-query";
import { Outlet, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { listen } from "../api/live.ts";
import { onceMore } from "../ui/once-more.ts";
import { Toasts } from "../ui/toast.tsx";
import { shell } from "../words/shell.ts";
import { Coming } from "./coming.tsx";
import { useKeys } from "./keys.ts";
import { LostLine } from "./lost-line.tsx";
import { Navigation } from "./navigation.tsx";
import { SCREENS } from "./screens.ts";
import { StopIndicator } from "./stop-indicator.tsx";
import { switchTheme } from "./theme.ts";

const Palette = lazy(onceMore(() => import("./palette.tsx")));
const Help = lazy(onceMore(() => import("./help.tsx")));

export function Shell() {
  const client = useQueryClient();
  const [shown, setShown] = useState<"palette" | "help" | null>(null);
  useEffect(() => listen(client), [client]);
  useShellKeys((what) => {
    // Over a dialog it would lead away from what is written there, without a word.
    if (shown === null && document.querySelector("[role=dialog]") !== null) return false;
    setShown(what);
    return true;
  });
  const close = () => setShown(null);
  return (
    <div className="flex h-full">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-md focus:bg-raised focus:px-3 focus:py-1.5"
      >
        {shell.skip}
      </a>
      <Navigation onPalette={() => setShown("palette")} onHelp={() => setShown("help")} />
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <div className="flex min-h-0 min-w-0 flex-1">
          <Outlet />
        </div>
        <div className="px-2 md:hidden">
          <StopIndicator />
        </div>
        <LostLine />
      </div>
      <Toasts />
      <Suspense fallback={<Coming />}>
        {shown === "palette" && <Palette onClose={close} />}
        {shown === "help" && <Help onClose={close} />}
      </Suspense>
    </div>
  );
}

function useShellKeys(show: (what: "palette" | "help") => boolean): void {
  const navigate = useNavigate();
  const going = SCREENS.flatMap(({ path, nav }) =>
    nav === undefined
      ? []
      : [{ keys: `g ${nav.key}`, words: shell.goTo(nav.label), run: () => void navigate({ to: path }) }],
  );
  useKeys(shell.keysEverywhere, [
    { keys: "mod+k", words: shell.openPalette, run: () => show("palette"), always: true, asks: true },
    { keys: "?", words: shell.openHelp, run: () => show("help"), asks: true },
    { keys: "alt+t", words: shell.theme, run: switchTheme },
    ...going,
  ]);
}

/** The navigation at the side; on a phone behind a button. */
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CircleQuestionMark, LogOut, Menu as MenuIcon, Moon, Search } from "lucide-react";
import { useState } from "react";
import type { SignedOut } from "../../../src/api/contract/session.ts";
import { call } from "../api/client.ts";
import { may, useMe } from "../api/session.ts";
import { signedOut } from "../api/signed-out.ts";
import { IconButton } from "../ui/button.tsx";
import { cx } from "../ui/classes.ts";
import { Kbd } from "../ui/kbd.tsx";
import { shell } from "../words/shell.ts";
import { SCREENS, type Screen } from "./screens.ts";
import { StopIndicator } from "./stop-indicator.tsx";
import { switchTheme } from "./theme.ts";
import { WorkspaceMenu } from "./workspace-menu.tsx";

const PARTS = ["work", "content", "proof", "installation"] as const;

export function Navigation({ onPalette, onHelp }: { onPalette(): void; onHelp(): void }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <IconButton
        label={shell.menu}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        icon={<MenuIcon className="size-4" aria-hidden />}
        className="fixed top-2.5 left-2.5 z-30 md:hidden"
      />
      <nav
        aria-label={shell.navigation}
        className={cx(
          "z-20 flex w-52 shrink-0 flex-col gap-0.5 border-r border-line bg-ground p-2 max-md:fixed max-md:inset-y-0 max-md:pt-12 max-md:shadow-float",
          !open && "max-md:hidden",
        )}
      >
        <div className="flex h-8 items-center gap-2 px-2 text-sm font-semibold">
          <img src="/icon.svg" alt="" className="size-5" />
          {shell.product}
        </div>
        <WorkspaceMenu />
        <button
          type="button"
          onClick={onPalette}
          className="my-1.5 flex h-7 items-center gap-2 rounded-md border border-line bg-panel px-2 text-sm text-muted hover:bg-hover"
        >
          <Search className="size-3.5" aria-hidden />
          <span className="flex-1 truncate text-left">{shell.openPalette}</span>
          <Kbd keys="mod+k" />
        </button>
        <StopIndicator />
        <div className="min-h-0 flex-1 overflow-y-auto">
          {PARTS.map((part) => (
            <Part key={part} part={part} onGo={() => setOpen(false)} />
          ))}
        </div>
        <Foot onHelp={onHelp} />
      </nav>
    </>
  );
}

function Part({ part, onGo }: { part: (typeof PARTS)[number]; onGo(): void }) {
  const { data: me } = useMe();
  const rows = SCREENS.filter(
    ({ nav }) => nav?.part === part && (nav.roles === undefined || may(me, ...nav.roles)),
  ) as (Screen & { nav: NonNullable<Screen["nav"]> })[];
  if (rows.length === 0) return null;
  return (
    <div className="mt-2 first:mt-0">
      {part !== "work" && <p className="px-2 pb-0.5 text-2xs font-medium text-faint">{shell.parts[part]}</p>}
      {rows.map(({ path, nav: { label, icon: Icon } }) => (
        <Link
          key={path}
          to={path}
          onClick={onGo}
          activeOptions={{ exact: path === "/", includeSearch: false }}
          className="flex h-7 items-center gap-2 rounded-md px-2 text-sm text-muted hover:bg-hover hover:text-text data-[status=active]:bg-hover data-[status=active]:font-medium data-[status=active]:text-text"
        >
          <Icon className="size-4" aria-hidden />
          {label}
        </Link>
      ))}
    </div>
  );
}

function Foot({ onHelp }: { onHelp(): void }) {
  const { data: me } = useMe();
  const client = useQueryClient();
  const leave = async () => {
    const left = await call<SignedOut>("DELETE", "/v1/session").catch(() => null);
    signedOut(true);
    client.clear();
    if (left !== null && left.goOnTo !== null) window.location.assign(left.goOnTo);
  };
  return (
    <div className="flex items-center gap-0.5 border-t border-line pt-2">
      <Link
        to={"/account" as "/"}
        title={shell.you(me?.name ?? "")}
        className="flex h-7 min-w-0 flex-1 items-center truncate rounded-md px-2 text-xs text-muted hover:bg-hover hover:text-text"
      >
        <span className="sr-only">{shell.account} </span>
        {me?.name}
      </Link>
      <IconButton
        label={shell.openHelp}
        keys="?"
        onClick={onHelp}
        icon={<CircleQuestionMark className="size-4" aria-hidden />}
      />
      <IconButton
        label={shell.theme}
        keys="alt+t"
        onClick={switchTheme}
        icon={<Moon className="size-4" aria-hidden />}
      />
      <IconButton label={shell.signOut} onClick={() => void leave()} icon={<LogOut className="size-4" aria-hidden />} />
    </div>
  );
}

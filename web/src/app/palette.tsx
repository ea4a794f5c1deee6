/** Everything by its name: screens, what can be done here, incidents by number or by words. */
import { useNavigate } from "@tanstack/react-router";
import { Command } from "cmdk";
import { Dialog as Radix } from "radix-ui";
import { type ReactNode, useState } from "react";
import { useMe } from "../api/session.ts";
import { useFocusBack } from "../ui/focus-back.ts";
import { Kbd } from "../ui/kbd.tsx";
import { shell } from "../words/shell.ts";
import { useGoTo } from "./go-to-workspace.ts";
import { useBoundKeys } from "./keys.ts";

const GROUP =
  "[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-2xs [&_[cmdk-group-heading]]:text-muted";

export default function Palette({ onClose }: { onClose(): void }) {
  const [typed, setTyped] = useState("");
  const navigate = useNavigate();
  const groups = useBoundKeys();
  const giveBack = useFocusBack();
  const { data: me } = useMe();
  const goTo = useGoTo();
  const others = (me?.workspaces ?? []).filter(({ id }) => id !== me?.workspace.id);
  const run = (action: () => void) => () => {
    onClose();
    // After the dialog gave the focus back, so that what opens next may take it.
    setTimeout(action);
  };
  const words = typed.trim();
  const number = /^#?(\d{1,15})$/.exec(words)?.[1];
  const search = () => void navigate({ to: "/", search: { q: words } as never });
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade bg-veil" />
        <Radix.Content
          aria-describedby={undefined}
          onCloseAutoFocus={giveBack}
          className="fixed top-[14vh] left-1/2 z-40 w-[calc(100vw-2rem)] max-w-xl -translate-x-1/2 animate-appear overflow-hidden rounded-xl border border-line bg-raised shadow-float"
        >
          <Radix.Title className="sr-only">{shell.palette}</Radix.Title>
          <Command label={shell.palette} loop>
            <Command.Input
              value={typed}
              onValueChange={setTyped}
              placeholder={shell.palettePlaceholder}
              className="h-11 w-full border-b border-line bg-transparent px-4 text-base outline-none placeholder:text-faint"
            />
            <Command.List className="max-h-[50vh] overflow-y-auto p-1.5">
              <Command.Empty className="px-3 py-6 text-center text-muted">{shell.paletteEmpty}</Command.Empty>
              {number !== undefined && (
                <Item
                  value={`incident ${words}`}
                  onSelect={run(() => void navigate({ to: `/incidents/${number}` as "/" }))}
                >
                  {shell.paletteIncident(number)}
                </Item>
              )}
              {[...groups].reverse().map(({ title, bindings }) => (
                <Command.Group key={title} heading={title} className={GROUP}>
                  {bindings.map((binding) => (
                    <Item
                      key={binding.keys}
                      value={`${title} ${binding.words}`}
                      keys={binding.keys}
                      onSelect={run(binding.run)}
                    >
                      {binding.words}
                    </Item>
                  ))}
                </Command.Group>
              ))}
              {others.length > 0 && (
                <Command.Group heading={shell.places.group} className={GROUP}>
                  {others.map(({ id, name }) => (
                    <Item key={id} value={`workspace ${name}`} onSelect={run(() => goTo(id))}>
                      {shell.places.goTo(name)}
                    </Item>
                  ))}
                </Command.Group>
              )}
              {words !== "" && number === undefined && (
                <Item value={`search ${words}`} onSelect={run(search)}>
                  {shell.paletteSearch(words)}
                </Item>
              )}
            </Command.List>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Item(props: { value: string; keys?: string; onSelect(): void; children: ReactNode }) {
  return (
    <Command.Item
      value={props.value}
      onSelect={props.onSelect}
      className="flex h-8 items-center gap-2 rounded-md px-2 data-[selected=true]:bg-hover"
    >
      <span className="flex-1 truncate">{props.children}</span>
      {props.keys !== undefined && <Kbd keys={props.keys} />}
    </Command.Item>
  );
}

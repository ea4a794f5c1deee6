/** All keys that are bound now, by where they work. */
import { Fragment } from "react";
import { Dialog } from "../ui/dialog.tsx";
import { Kbd } from "../ui/kbd.tsx";
import { shell } from "../words/shell.ts";
import { keyInWords, keysOf } from "./key-name.ts";
import { type Binding, useBoundKeys } from "./keys.ts";

export default function Help({ onClose }: { onClose(): void }) {
  const groups = useBoundKeys();
  return (
    <Dialog open onClose={onClose} title={shell.help} wide>
      <div className="columns-2 gap-8 pb-3 max-md:columns-1">
        {inOrder(groups).map(({ title, bindings }) => (
          <section key={title} className="mb-4 break-inside-avoid">
            <h3 className="mb-1 text-xs font-semibold text-muted">{title}</h3>
            <dl>
              {byWords(title === shell.keysEverywhere ? [...bindings, SENDS, CLOSES] : bindings).map(
                ([words, keys]) => (
                  <Row key={words} words={words} keys={keys} />
                ),
              )}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

/** What works here first, the newest before the others, and last what works everywhere. */
function inOrder<G extends { title: string }>(groups: readonly G[]): G[] {
  const here = groups.filter(({ title }) => title !== shell.keysEverywhere).reverse();
  return [...here, ...groups.filter(({ title }) => title === shell.keysEverywhere)];
}

/** What is written in, and what is open, bind these themselves. */
const SENDS = { keys: "mod+enter", words: shell.sends };
const CLOSES = { keys: "escape", words: shell.closeOpen };

/** Each thing once, with all keys that do it. */
function byWords(bindings: readonly Pick<Binding, "keys" | "words">[]): [words: string, keys: string[]][] {
  const known = new Map<string, string[]>();
  for (const { keys, words } of bindings) known.set(words, [...(known.get(words) ?? []), keys]);
  return [...known];
}

function Row({ words, keys }: { words: string; keys: readonly string[] }) {
  const spoken = keys.map((one) => keysOf(one).map(keyInWords).join(" "));
  return (
    <div className="flex min-h-7 items-center justify-between gap-3 border-b border-line py-0.5 last:border-0">
      <dt>{words}</dt>
      <dd className="flex shrink-0 items-center gap-1">
        <span className="sr-only">{spoken.join(` ${shell.or} `)}</span>
        {keys.map((one, place) => (
          <Fragment key={one}>
            {place > 0 && (
              <span className="text-2xs text-muted" aria-hidden>
                {shell.or}
              </span>
            )}
            <Kbd keys={one} />
          </Fragment>
        ))}
      </dd>
    </div>
  );
}

/** All keys that are bound now, by where they work. */
import { Dialog } from "../ui/dialog.tsx";
import { Kbd } from "../ui/kbd.tsx";
import { shell } from "../words/shell.ts";
import { useBoundKeys } from "./keys.ts";

export default function Help({ onClose }: { onClose(): void }) {
  const groups = useBoundKeys();
  return (
    <Dialog open onClose={onClose} title={shell.help} wide>
      <div className="columns-2 gap-8 pb-3 max-md:columns-1">
        {[...groups].reverse().map(({ title, bindings }) => (
          <section key={title} className="mb-4 break-inside-avoid">
            <h3 className="mb-1 text-xs font-semibold text-muted">{title}</h3>
            <dl>
              {bindings.map(({ keys, words }) => (
                <div
                  key={keys}
                  className="flex h-7 items-center justify-between gap-3 border-b border-line last:border-0"
                >
                  <dt className="truncate">{words}</dt>
                  <dd>
                    <span className="sr-only">{keys}</span>
                    <Kbd keys={keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

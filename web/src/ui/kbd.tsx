/** A key or several in a row, as they are printed on this machine's keyboard. */
import { keyName, keysOf } from "../app/key-name.ts";

export function Kbd({ keys }: { keys: string }) {
  return (
    <span className="inline-flex items-center gap-0.5" aria-hidden>
      {keysOf(keys).map((key, place) => (
        <kbd
          // biome-ignore lint/suspicious/noArrayIndexKey: the same key may stand twice, and where it stands is what it is.
          key={place}
          className="inline-flex h-4 min-w-4 items-center justify-center rounded border border-line bg-sunken px-1 font-sans text-2xs text-muted"
        >
          {keyName(key)}
        </kbd>
      ))}
    </span>
  );
}

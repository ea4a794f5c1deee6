/** Reading anew what a time ends: nobody tells of a moment that has passed. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

/** The server's clock decides, and is asked once more where it is behind the reader's. */
const AFTER_MS = 500;
const AGAIN_MS = 5_000;
/** Longer waits are none: browsers count them in 31 bits. */
const MAX_WAIT_MS = 2_147_000_000;

/** How long to wait until the soonest of these moments is over; null where there is none that anybody waits for. */
export function waitFor(ends: readonly string[], now: number): number | null {
  if (ends.length === 0) return null;
  const soonest = Math.min(...ends.map((end) => Date.parse(end)));
  const wait = soonest > now ? soonest - now + AFTER_MS : AGAIN_MS;
  return wait > MAX_WAIT_MS ? null : wait;
}

/** Reads what these keys begin with anew when the soonest of the moments is over, and until it is gone from them. */
export function useReadAgainAt(keys: readonly string[], ends: readonly string[]): void {
  const client = useQueryClient();
  const [what, when] = [keys.join("\n"), ends.join("\n")];
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const arm = () => {
      const wait = waitFor(when === "" ? [] : when.split("\n"), Date.now());
      if (wait === null) return;
      timer = setTimeout(() => {
        for (const key of what.split("\n")) void client.invalidateQueries({ queryKey: [key] });
        arm();
      }, wait);
    };
    arm();
    return () => clearTimeout(timer);
  }, [client, what, when]);
}

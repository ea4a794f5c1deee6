/** What a screen keeps in the address, so that a link to it shows the same. */
import { useNavigate, useSearch } from "@tanstack/react-router";

export type Address = Readonly<Record<string, string | undefined>>;

/** The words of the address, and how to change some of them; an empty one is taken out. */
export function useAddress(): [Address, (change: Address, how?: { replace?: boolean }) => void] {
  const address = useSearch({ strict: false }) as Address;
  const navigate = useNavigate();
  const change = (to: Address, { replace = false } = {}) =>
    void navigate({ to: ".", search: ((before: Address) => ({ ...before, ...to })) as never, replace });
  return [address, change];
}

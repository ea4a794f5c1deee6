/** The two ends of a connection: who is ours and who is not decides who is affected. */
import { type DraftEntity, entity } from "./raw-entities.ts";

/** RFC 1918, RFC 4193, RFC 6598, link-local and loopback addresses. */
export function isPrivateAddress(text: string): boolean {
  return /^(?:10\.|127\.|169\.254\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|f[cd][0-9a-f]{2}:|fe80:|::1$)/i.test(
    text,
  );
}

/** The internal end is affected and the external one acts; between two of a kind the sender acts. An end that is no address is left out. */
export function twoSides(from: string, to: string): DraftEntity[] {
  if (from === "" || to === "") return [...entity("actor", "ip", from), ...entity("affected", "ip", to)];
  const fromInside = isPrivateAddress(from) && !isPrivateAddress(to);
  const [affected, actor] = fromInside ? [from, to] : [to, from];
  return [...entity("affected", "ip", affected), ...entity("actor", "ip", actor)];
}

/** Reads what `nft -j list set` prints: https://manpages.debian.org/nftables (libnftables-json, SET and ELEM). */
import ipaddr from "ipaddr.js";
import { z } from "zod";
import { RefusedError } from "../../src/errors.ts";
import { canonicalAddress } from "./target-address.ts";

const Value = z.union([
  z.string(),
  z.object({ prefix: z.object({ addr: z.string(), len: z.number().int() }) }),
  z.object({ range: z.tuple([z.string(), z.string()]) }),
]);
const Element = z.union([
  Value,
  z.object({
    elem: z.object({
      val: Value,
      timeout: z.number().optional(),
      expires: z.number().optional(),
      comment: z.string().optional(),
    }),
  }),
]);
const Flags = z.union([z.string().transform((flag) => [flag]), z.array(z.string())]);
const SetObject = z.object({
  set: z.object({ type: z.string(), flags: Flags.default([]), elem: z.array(Element).default([]) }),
});
const Listing = z.object({ nftables: z.array(z.unknown()) });

export interface SetElement {
  /** The address itself, or a network or range that holds it. */
  value: z.output<typeof Value>;
  /** Seconds until it goes by itself; undefined when it stays. */
  expiresInSeconds: number | undefined;
  /** What whoever put it in noted. */
  comment: string | undefined;
}

export interface SetListing {
  /** `ipv4_addr` or `ipv6_addr`, else the set is for something else. */
  type: string;
  hasTimeouts: boolean;
  elements: SetElement[];
}

/** @throws RefusedError `connector.bad-answer`. */
export function readSetListing(text: string): SetListing {
  const document = Listing.safeParse(parseJson(text));
  const found = document.data?.nftables.map((item) => SetObject.safeParse(item)).find(({ success }) => success)?.data;
  if (!found) throw new RefusedError("connector.bad-answer", "nft listed something else than one set as JSON.");
  const { type, flags, elem } = found.set;
  return { type, hasTimeouts: flags.includes("timeout"), elements: elem.map(elementOf) };
}

/** The element that blocks an address (in canonical text): the address itself before a network that holds it. */
export function elementFor(listing: SetListing, address: string): SetElement | undefined {
  return (
    listing.elements.find(({ value }) => isAddress(value, address)) ??
    listing.elements.find(({ value }) => holds(value, address))
  );
}

/** True when the element is that address and nothing else. */
export function isExactly(element: SetElement, address: string): boolean {
  return isAddress(element.value, address);
}

function isAddress(value: SetElement["value"], address: string): boolean {
  return typeof value === "string" && canonicalAddress(value) === address;
}

function holds(value: SetElement["value"], address: string): boolean {
  if (typeof value === "string") return false;
  const wanted = ipaddr.parse(address);
  if ("prefix" in value) {
    const base = parseAddress(value.prefix.addr);
    return base?.kind() === wanted.kind() && (wanted as ipaddr.IPv4).match(base as ipaddr.IPv4, value.prefix.len);
  }
  const [first, last] = value.range.map(parseAddress);
  if (first?.kind() !== wanted.kind() || last?.kind() !== wanted.kind()) return false;
  const bytes = Buffer.from(wanted.toByteArray());
  return (
    Buffer.compare(Buffer.from(first.toByteArray()), bytes) <= 0 &&
    Buffer.compare(bytes, Buffer.from(last.toByteArray())) <= 0
  );
}

function parseAddress(text: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  return ipaddr.isValid(text) ? ipaddr.parse(text) : undefined;
}

function elementOf(element: z.output<typeof Element>): SetElement {
  if (typeof element === "object" && "elem" in element)
    return { value: element.elem.val, expiresInSeconds: element.elem.expires, comment: element.elem.comment };
  return { value: element, expiresInSeconds: undefined, comment: undefined };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

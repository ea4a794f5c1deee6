/** Where connectors may connect to. The decision is taken on the resolved address, at the moment of connecting. */
import { lookup } from "node:dns/promises";
import { isIP, isIPv6, type LookupFunction } from "node:net";
import { Agent, buildConnector, type Dispatcher } from "undici";
import { CordonError, InputError, RefusedError, TransientError } from "../errors.ts";
import { isPublicAddress, networksOf } from "./address.ts";

export interface ResolvedAddress {
  address: string;
  family: number;
}

export interface EgressPolicy {
  /** The addresses of a host (name or literal, in any notation a URL accepts), each of them allowed; else RefusedError `connector.egress-refused`. */
  resolve(host: string): Promise<ResolvedAddress[]>;
  /** The one address to open a socket to; connect to this, not to the name, so that a second look-up cannot change the answer. */
  dial(host: string, port: number): Promise<{ host: string; port: number }>;
  /** Keep-alive connections to allowed addresses, shared by every HTTP client of the process. */
  dispatcher: Dispatcher;
  /** Ends all connections. */
  close(): Promise<void>;
}

export interface EgressOptions {
  /** Networks allowed besides public addresses. */
  allowCidrs: readonly string[];
  /** All addresses of a name; the system's resolver unless a test says otherwise. */
  resolve?: (hostname: string) => Promise<ResolvedAddress[]>;
}

const CONNECT_TIMEOUT_MS = 10_000;
/** Sockets to one origin; more calls than this wait for a free one, within their own deadline. */
const CONNECTIONS_PER_ORIGIN = 256;

/** @throws InputError when an entry of `allowCidrs` is not a network. */
export function createEgress(options: EgressOptions): EgressPolicy {
  const inAllowed = networksOf(options.allowCidrs);
  const lookUp = options.resolve ?? systemLookup;

  async function resolve(host: string): Promise<ResolvedAddress[]> {
    const hostname = normalizeHost(host);
    const family = isIP(hostname);
    const addresses = family === 0 ? await lookUpOrFail(lookUp, hostname) : [{ address: hostname, family }];
    const refused = addresses.find(({ address }) => !isPublicAddress(address) && !inAllowed(address));
    if (refused) throw egressRefused(hostname, refused.address);
    return addresses;
  }

  const agent = new Agent({
    connect: guardedConnect(resolve),
    connections: CONNECTIONS_PER_ORIGIN,
    allowH2: false,
    // Each call has one deadline of its own (see http.ts); undici's own timers would only be a second, coarser truth.
    headersTimeout: 0,
    bodyTimeout: 0,
  });

  return {
    resolve,
    async dial(host, port) {
      const [first] = await resolve(host);
      return { host: first!.address, port };
    },
    dispatcher: agent,
    close: () => agent.destroy(),
  };
}

/** undici's connector, made to connect only to addresses that `resolve` let through. */
function guardedConnect(resolve: EgressPolicy["resolve"]): buildConnector.connector {
  const guardedLookup: LookupFunction = (hostname, lookupOptions, callback) => {
    resolve(hostname).then(
      (addresses) =>
        lookupOptions.all ? callback(null, addresses) : callback(null, addresses[0]!.address, addresses[0]!.family),
      (error: Error) => callback(error, "", 0),
    );
  };
  const connect = buildConnector({
    timeout: CONNECT_TIMEOUT_MS,
    allowH2: false,
    lookup: guardedLookup,
  } as buildConnector.BuildOptions);
  return (options, callback) => {
    // node:net asks no resolver about a literal address, so that one is checked here.
    if (isIP(options.hostname) === 0) return connect(options, callback);
    resolve(options.hostname).then(
      () => connect(options, callback),
      (error: Error) => callback(error, null),
    );
  };
}

/** The host as the URL standard reads it: `2130706433`, `0x7f.1` and `127.1` are 127.0.0.1; IPv6 without brackets. */
function normalizeHost(host: string): string {
  const text = isIPv6(host) ? `[${host}]` : host;
  const isBare = text.startsWith("[") || !/[:/\\@?#\s]/.test(text);
  const url = isBare && URL.canParse(`http://${text}/`) ? new URL(`http://${text}/`) : undefined;
  if (!url || url.username || url.port || url.pathname !== "/") {
    throw new InputError(
      "connector.bad-host",
      `"${host.slice(0, 100)}" is not a host; expected a name or an address without port or path.`,
    );
  }
  return url.hostname.replace(/^\[|\]$/g, "");
}

async function systemLookup(hostname: string): Promise<ResolvedAddress[]> {
  return lookup(hostname, { all: true });
}

async function lookUpOrFail(
  lookUp: (hostname: string) => Promise<ResolvedAddress[]>,
  hostname: string,
): Promise<ResolvedAddress[]> {
  const addresses = await lookUp(hostname).catch((error: NodeJS.ErrnoException) => {
    if (error instanceof CordonError) throw error;
    throw new TransientError(
      "connector.unreachable",
      `The name ${hostname} could not be resolved (${error.code ?? "no answer"}).`,
      { details: { hostname, sent: false } },
    );
  });
  if (addresses.length === 0) {
    throw new TransientError("connector.unreachable", `The name ${hostname} has no address.`, {
      details: { hostname, sent: false },
    });
  }
  return addresses;
}

function egressRefused(hostname: string, address: string): RefusedError {
  const name = hostname === address ? address : `${hostname} (${address})`;
  const network = `${address}/${isIPv6(address) ? 128 : 32}`;
  return new RefusedError(
    "connector.egress-refused",
    `Connecting to ${name} is not allowed: it is not a public address. If connectors may reach it, add ${network} or its network to CORDON_EGRESS_ALLOW.`,
    { details: { hostname, address, sent: false } },
  );
}

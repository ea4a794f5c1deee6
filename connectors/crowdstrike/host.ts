/** Hosts, found by agent id or by name, and their network containment. */
import { z } from "zod";
import { RefusedError } from "../../src/errors.ts";
import { API_DOCS, type FalconSession } from "./falcon-api.ts";

/** Where the vendor describes containing a host and lifting it. */
export const CONTAIN_DOCS = `${API_DOCS}/Hosts.html#performactionv2`;

const AGENT_ID = /^[0-9a-f]{32}$/i;
/** Letters, digits and the marks of host names: nothing that ends or widens a value of Falcon's query language, such as `'` and `*`. */
const HOST_NAME = /^[\p{L}\p{N}](?:[\p{L}\p{N}._-]{0,252})$/u;
const MOST_HOSTS = 100;

const Host = z.object({
  device_id: z.string().regex(AGENT_ID),
  hostname: z.string().default(""),
  /** `normal`, `containment_pending`, `contained` or `lift_containment_pending`. */
  status: z.string().default("unknown"),
  os_version: z.string().default(""),
  last_seen: z.string().default(""),
  tags: z.array(z.string()).nullish(),
});
export type Host = z.output<typeof Host>;

const Ids = z.object({ resources: z.array(z.string().regex(AGENT_ID)).max(MOST_HOSTS).nullish() });
const Hosts = z.object({ resources: z.array(Host).max(MOST_HOSTS).nullish() });

/** The filter that finds a host by its name; undefined for what cannot be one. */
export function filterByName(device: string): string | undefined {
  return HOST_NAME.test(device) ? `hostname:'${device}'` : undefined;
}

/**
 * GET /devices/queries/devices/v1 for the ids of hosts of that name, then POST /devices/entities/devices/v2 for what they are.
 * @throws RefusedError `connector.rejected` when several hosts have the name.
 */
export async function findHost(session: FalconSession, device: string): Promise<Host | undefined> {
  if (AGENT_ID.test(device)) return (await hostsOf(session, [device.toLowerCase()]))[0];
  const filter = filterByName(device);
  if (filter === undefined) return undefined;
  const query = { filter, limit: String(MOST_HOSTS) };
  const { data } = await session.call({ method: "GET", path: "/devices/queries/devices/v1", query }, Ids);
  const ids = data?.resources ?? [];
  // The query language also finds names that only hold the one asked for.
  const found = (await hostsOf(session, ids)).filter(({ hostname }) => hostname.toLowerCase() === device.toLowerCase());
  if (found.length > 1 || ids.length === MOST_HOSTS)
    throw new RefusedError(
      "connector.rejected",
      `Falcon has several hosts named "${device.slice(0, 100)}"; name one by its agent id.`,
    );
  return found[0];
}

async function hostsOf(session: FalconSession, ids: readonly string[]): Promise<Host[]> {
  if (ids.length === 0) return [];
  const { data } = await session.call(
    { method: "POST", path: "/devices/entities/devices/v2", body: { ids }, accept: [404] },
    Hosts,
  );
  return (data?.resources ?? []).filter(({ device_id }) => ids.includes(device_id.toLowerCase()));
}

/** @throws RefusedError `connector.not-found`; and as {@link findHost}. */
export async function requireHost(session: FalconSession, device: string): Promise<Host> {
  const host = await findHost(session, device);
  if (!host) throw new RefusedError("connector.not-found", `Falcon has no host "${device.slice(0, 100)}".`);
  return host;
}

/**
 * POST /devices/entities/devices-actions/v2. Falcon answers when it has taken the order; the host follows when it is online.
 * @throws RefusedError `connector.rejected` when Falcon took no order for this host.
 */
export async function order(session: FalconSession, host: Host, action: "contain" | "lift_containment"): Promise<void> {
  const { data } = await session.call(
    {
      method: "POST",
      path: "/devices/entities/devices-actions/v2",
      query: { action_name: action },
      body: { ids: [host.device_id] },
    },
    z.object({ resources: z.array(z.object({ id: z.string() })).nullish() }),
  );
  if (data?.resources?.some(({ id }) => id === host.device_id)) return;
  throw new RefusedError("connector.rejected", `Falcon took no order to ${action} host ${host.device_id}.`, {
    details: { sent: true },
  });
}

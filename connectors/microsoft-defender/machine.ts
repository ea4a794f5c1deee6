/** Machines, found by machine id or by name. */
import { z } from "zod";
import { odataText } from "../../src/connector/odata.ts";
import { RefusedError } from "../../src/errors.ts";
import type { DefenderSession } from "./defender-api.ts";

const MACHINE_ID = /^[0-9a-f]{40}$/i;
const MOST_MACHINES = 100;

/** https://learn.microsoft.com/defender-endpoint/api/machine */
const Machine = z.object({
  id: z.string().regex(MACHINE_ID),
  computerDnsName: z.string().nullish(),
  osPlatform: z.string().nullish(),
  version: z.string().nullish(),
  lastSeen: z.string().nullish(),
  machineTags: z.array(z.string()).nullish(),
});
export type Machine = z.output<typeof Machine>;

const Machines = z.object({ value: z.array(Machine).max(MOST_MACHINES) });

/** The filter that finds a machine by its name, in full or up to its first dot; the second may find others too. */
export function filterByName(device: string): string {
  return `computerDnsName eq ${odataText(device)} or startswith(computerDnsName,${odataText(`${device}.`)})`;
}

/**
 * GET /api/machines/{id}, or /api/machines with a filter for its name. Defender answers 404 where it has none.
 * @throws RefusedError `connector.rejected` when several machines have the name.
 */
export async function findMachine(session: DefenderSession, device: string): Promise<Machine | undefined> {
  if (MACHINE_ID.test(device)) {
    const path = `/machines/${device.toLowerCase()}`;
    return (await session.call({ method: "GET", path, accept: [404] }, Machine)).data;
  }
  const query = { $filter: filterByName(device), $top: String(MOST_MACHINES) };
  const { data } = await session.call({ method: "GET", path: "/machines", query, accept: [404] }, Machines);
  const machines = data?.value ?? [];
  const exact = machines.filter(({ computerDnsName }) => isName(computerDnsName, device));
  const found = exact.length > 0 ? exact : machines.filter(({ computerDnsName }) => isHostOf(computerDnsName, device));
  if (found.length > 1 || machines.length === MOST_MACHINES)
    throw new RefusedError(
      "connector.rejected",
      `Defender has several machines named "${device.slice(0, 100)}"; name one by its machine id.`,
    );
  return found[0];
}

function isName(name: string | null | undefined, device: string): boolean {
  return name?.toLowerCase() === device.toLowerCase();
}

function isHostOf(name: string | null | undefined, device: string): boolean {
  return name?.toLowerCase().split(".")[0] === device.toLowerCase();
}

/** @throws RefusedError `connector.not-found`; and as {@link findMachine}. */
export async function requireMachine(session: DefenderSession, device: string): Promise<Machine> {
  const machine = await findMachine(session, device);
  if (!machine) throw new RefusedError("connector.not-found", `Defender has no machine "${device.slice(0, 100)}".`);
  return machine;
}

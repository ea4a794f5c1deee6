import type { Command } from "commander";
import type { ConnectionView } from "../../api/contract/connection.ts";
import { isCordonError } from "../../errors.ts";
import type { Client } from "../client.ts";
import { Ended, EXIT } from "../exit.ts";
import { does } from "../session.ts";
import { table } from "../show.ts";

interface Check {
  name: string;
  ok: boolean;
  says: string;
}

/** `cordon doctor`: what stands between this terminal and a Cordon that works. */
export function doctorCommand(cordon: Command): void {
  const doctor = cordon.command("doctor").description("look for what is wrong, from here to the connections");
  does<[], object>(doctor, async ({ client, config, say }) => {
    const checks: Check[] = [
      { name: "program", ok: true, says: `Node ${process.versions.node}` },
      {
        name: "server",
        ...(await attempt(async () => `${config.url} (${(await client.get<{ status: string }>("/healthz")).status})`)),
      },
    ];
    const reached = checks.at(-1)!.ok;
    if (reached) {
      checks.push({ name: "ready", ...(await attempt(() => readiness(client))) });
      checks.push({ name: "token", ...(await attempt(() => self(client))) });
    }
    if (checks.at(-1)!.name === "token" && checks.at(-1)!.ok) checks.push(...(await connectionChecks(client)));
    const ok = checks.every((check) => check.ok);
    say({ ok, checks }, () =>
      table(
        ["", "what", "says"],
        checks.map((check) => [check.ok ? "ok" : "NOT OK", check.name, check.says]),
      ),
    );
    if (!reached) throw new Ended(EXIT.unreachable);
    if (!ok) throw new Ended(EXIT.failed);
  });
}

async function attempt(look: () => Promise<string>): Promise<{ ok: boolean; says: string }> {
  try {
    return { ok: true, says: await look() };
  } catch (error) {
    if (!isCordonError(error)) throw error;
    return { ok: false, says: error.message };
  }
}

async function readiness(client: Client): Promise<string> {
  const { checks } = await client.get<{ checks: Record<string, string> }>("/readyz");
  return Object.entries(checks)
    .map(([name, verdict]) => `${name} ${verdict}`)
    .join(", ");
}

async function self(client: Client): Promise<string> {
  const { name, roles } = await client.get<{ name: string; roles: string[] }>("/v1/self");
  return `${name} (${roles.join(", ")})`;
}

async function connectionChecks(client: Client): Promise<Check[]> {
  const { items } = await client.get<{ items: ConnectionView[] }>("/v1/connections").catch(() => ({ items: [] }));
  const tested = items.flatMap(({ name, health }) =>
    health === null ? [] : [{ name: `connection ${name}`, ok: health.ok, says: health.message }],
  );
  const untested = items.filter(({ health }) => health === null).map(({ name }) => name);
  if (untested.length === 0) return tested;
  const says = `${untested.length} not tested yet (${untested.join(", ")}): cordon connections test <name>`;
  return [...tested, { name: "connections", ok: true, says }];
}

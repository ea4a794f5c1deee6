/** A whole Cordon that acts on the simulated company, whose firewall and machines people can look at and change by hand beside it. */

import { partConnections } from "../../range/connections.ts";
import type { CountedEffect } from "../../range/effect-counter.ts";
import { startRange } from "../../range/start.ts";
import type { Lease } from "../../src/model/effect.ts";
import { until } from "./asking-cordon.ts";
import { type Running, runCordon } from "./running.ts";

export interface RangedCordon {
  cordon: Running;
  /** A playbook that everything runs from now on; `steps` and what comes before them, under a head. */
  responds(name: string, steps: string): Promise<void>;
  /** An alert about an address, and with it an incident of its own. Resolves once its run stands still. */
  alert(address: string): Promise<{ incidentId: string }>;
  /** A call to the firewall past Cordon, as a person would make it. */
  byHand(method: string, path: string, body?: object): Promise<void>;
  /** Takes the firewall's connection away and adds it anew under its name. */
  reconnect(): Promise<void>;
  /** The addresses that the firewall blocks now. */
  blocked(): string[];
  /** The machines that are cut off now. */
  isolated(): string[];
  /** What the firewall was asked to change, and how often it did. */
  effects(): CountedEffect[];
  leases(): Promise<Lease[]>;
  /** The lease on an address, once it has that status. */
  lease(address: string, status: Lease["status"]): Promise<Lease>;
  stop(): Promise<void>;
}

const TOKEN = "token-of-the-test";
const ACTED_ON = ["range-firewall", "range-endpoint"];
const EVERYTHING = '@id("all") @budget("1000 per 1h") permit (principal, action, resource);';

export async function startRanged(): Promise<RangedCordon> {
  const range = await startRange({ token: TOKEN });
  const cordon = await runCordon();
  const parts = partConnections(range).filter(({ name }) => ACTED_ON.includes(name));
  for (const part of parts) await cordon.call("POST", "/v1/connections", part);
  await cordon.addSource("sensor", "suricata");
  await cordon.call("POST", "/v1/policies", { files: [{ file: "policies/all.cedar", text: EVERYTHING }] });
  const state = () => range.parts.firewall.state();
  const leases = async () => (await cordon.call<{ items: Lease[] }>("GET", "/v1/containment?limit=200")).items;
  let flow = 0;
  return {
    ...{ cordon, leases },
    async responds(name, steps) {
      const head = `playbook: ${name}\ntitle: A\ndescription: B\nmaturity: stable\ndefault-queue: soc\n`;
      await cordon.mapEverythingTo(name, `${head}trigger: size(incident.ips) > 0\n${steps}`);
    },
    async alert(address) {
      flow += 1;
      await cordon.call("POST", "/v1/ingest/sensor", alertOf(flow, address));
      const sql = `SELECT subject_id AS "incidentId" FROM runs WHERE workspace_id = $2 AND status NOT IN ('ready', 'running') ORDER BY id OFFSET $1`;
      return until(async () => (await cordon.database.system.query(sql, [flow - 1, cordon.workspaceId])).rows[0]);
    },
    async byHand(method, path, body) {
      const headers = { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" };
      const sent = body === undefined ? {} : { body: JSON.stringify(body) };
      const answer = await fetch(`${range.parts.firewall.url}${path}`, { method, headers, ...sent });
      if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}`);
    },
    async reconnect() {
      const part = parts.find(({ name }) => name === "range-firewall")!;
      await cordon.call("DELETE", `/v1/connections/${part.name}`);
      await cordon.call("POST", "/v1/connections", part);
    },
    blocked: () => (state().entities as { ips: { value: string }[] }).ips.map(({ value }) => value).sort(),
    isolated() {
      const { devices } = range.parts.endpoint.state().entities as { devices: { host: string; isolated: boolean }[] };
      return devices.filter((one) => one.isolated).map(({ host }) => host);
    },
    effects: () => state().counters.effects,
    lease: (address, status) =>
      until(async () => (await leases()).find((one) => one.entityKey === address && one.status === status)),
    async stop() {
      await cordon.stop();
      await range.stop();
    },
  };
}

function alertOf(flow: number, address: string): object {
  return {
    ...{ timestamp: "2026-11-01T10:00:00.000000+0000", flow_id: flow, event_type: "alert", proto: "TCP" },
    ...{ src_ip: `203.0.113.${flow}`, src_port: 4444, dest_ip: address, dest_port: 22 },
    alert: { gid: 1, signature_id: flow, rev: 1, signature: "x", category: "Misc Attack", severity: 1 },
  };
}

/** Alerts that make the demo's Cordon ask people: an effect on a server the company cannot do without, and a run's own questions. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { vi } from "vitest";
import { shiftTimes } from "../../range/shift-times.ts";
import type { Form } from "../../src/api/contract/form.ts";
import type { Approval } from "../../src/model/approval.ts";

const ALERTS = join(import.meta.dirname, "../../range/alerts");
const PATIENCE = { timeout: 20_000, interval: 200 };

/** An API call as an admin. */
type Call = <T>(method: string, path: string, body?: unknown) => Promise<T>;

/** Ransomware on a critical server: an approval of its isolation, as soon as it waits. */
export async function approvalAbout(call: Call, host: string): Promise<Approval> {
  const { at, deliveries } = JSON.parse(readFileSync(join(ALERTS, "07-ransomware-on-erp.json"), "utf8")) as {
    at: string;
    deliveries: { body: object }[];
  };
  const id = `da${Date.now()}_${host}`;
  const text = JSON.stringify(shiftTimes(deliveries[0]!.body, new Date(at), new Date()))
    .replaceAll("da638820000000000001_-100000001", id)
    .replaceAll("erp01", host)
    .replaceAll("a1f0c3d2e4b54a6f8091a2b3c4d5e607", "")
    .replaceAll("192.0.2.20", "192.0.2.250");
  await call("POST", "/v1/ingest/defender", JSON.parse(text));
  return vi.waitFor(async () => {
    const { items } = await call<{ items: Approval[] }>("GET", "/v1/approvals?status=pending");
    const found = items.find(({ words }) => words.on === `device ${host}`);
    if (found === undefined) throw new Error(`nobody is asked about ${host}`);
    return found;
  }, PATIENCE);
}

/** A breach of the rules in the network, of which its playbook asks people what it is. */
export async function questionsOf(call: Call): Promise<Form> {
  await call("POST", "/v1/connections", { name: "sensor", connector: "suricata" });
  await call("POST", "/v1/ingest/sensor", {
    ...{ timestamp: new Date().toISOString(), flow_id: Date.now(), in_iface: "eth0", event_type: "alert" },
    ...{ src_ip: "198.51.100.77", src_port: 443, dest_ip: "192.0.2.77", dest_port: 50122, proto: "TCP" },
    alert: {
      ...{ action: "allowed", gid: 1, signature_id: 2100077, rev: 1, severity: 3 },
      ...{ signature: "EXAMPLE File sharing", category: "Potential Corporate Privacy Violation" },
    },
  });
  return vi.waitFor(async () => {
    const { items } = await call<{ items: Form[] }>("GET", "/v1/forms?status=pending");
    if (items[0] === undefined) throw new Error("no run asks");
    return items[0];
  }, PATIENCE);
}

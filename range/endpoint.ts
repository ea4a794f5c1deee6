/** The simulated endpoint product: machines that can be isolated from the network and released, and what is done to files on them. */
import { DOMAIN, devices } from "./company.ts";
import { type BlockedHash, type DeviceFile, type Evidence, fileRoutes, initialFiles } from "./endpoint-files.ts";
import { type Call, definePart, done, ok } from "./part.ts";
import { textField } from "./read-request.ts";
import { Refusal } from "./refusal.ts";

interface Device {
  id: string;
  host: string;
  names: string[];
  ip: string;
  os: string;
  isolated: boolean;
  reason: string;
  since: string | null;
  lastSeen: string;
  tags: string[];
}

export interface EndpointState {
  devices: Device[];
  files: DeviceFile[];
  blocked: BlockedHash[];
  evidence: Evidence[];
}

function initial(): EndpointState {
  return {
    devices: devices.map((device) => ({
      id: device.id,
      host: device.host,
      names: [device.host, `${device.host}.${DOMAIN}`, device.ip, ...(device.aliases ?? [])],
      ip: device.ip,
      os: device.os,
      isolated: false,
      reason: "",
      since: null,
      lastSeen: "2026-05-04T08:00:00Z",
      tags: [device.role, `criticality:${device.criticality}`],
    })),
    files: initialFiles(),
    blocked: [],
    evidence: [],
  };
}

/** By the agent's id, host name, full name or address, whatever the case. */
function deviceNamed(state: EndpointState, name: string): Device {
  const wanted = name.toLowerCase();
  const device = state.devices.find((one) => [one.id, ...one.names].some((each) => each.toLowerCase() === wanted));
  if (device === undefined) throw new Refusal(404, "no_such_device", `no agent reports as ${name}`);
  return device;
}

function find({ state, params }: Call<EndpointState>): Device {
  return deviceNamed(state, params.id ?? "");
}

function isolate(call: Call<EndpointState>) {
  const device = find(call);
  const wasIsolated = device.isolated;
  if (!wasIsolated) {
    device.isolated = true;
    device.reason = textField(call.body, "reason", 500, "");
    device.since = call.now.toISOString();
  }
  return done(device.host, !wasIsolated, { id: device.id, isolated: true, wasIsolated });
}

function release(call: Call<EndpointState>) {
  const device = find(call);
  const wasIsolated = device.isolated;
  Object.assign(device, { isolated: false, reason: "", since: wasIsolated ? call.now.toISOString() : device.since });
  return done(device.host, wasIsolated, { id: device.id, isolated: false, wasIsolated });
}

export const endpoint = definePart<EndpointState>({
  name: "endpoint",
  title: "endpoint product",
  initial,
  routes: [
    { method: "GET", path: "/devices", handle: ({ state }) => ok({ devices: state.devices }) },
    { method: "GET", path: "/devices/:id", handle: (call) => ok(find(call)) },
    { method: "POST", path: "/devices/:id/isolate", effect: "isolate", handle: isolate },
    { method: "POST", path: "/devices/:id/release", effect: "release", handle: release },
    ...fileRoutes(deviceNamed),
  ],
  show: (state) => [
    {
      title: "Endpoints",
      columns: ["host", "address", "system", "tags", "network", "since", "reason"],
      rows: state.devices.map((one) => [
        one.host,
        one.ip,
        one.os,
        one.tags.join(", "),
        one.isolated ? "ISOLATED" : "connected",
        one.since,
        one.reason,
      ]),
    },
    {
      title: "Files kept from running",
      columns: ["hash", "since", "reason"],
      rows: state.blocked.map((one) => [one.hash, one.since, one.reason]),
    },
    {
      title: "Files",
      columns: ["host", "path", "sha256", "where"],
      rows: state.files.map((one) => [one.host, one.path, one.sha256, one.quarantined ? "QUARANTINE" : "in place"]),
    },
    {
      title: "Evidence",
      columns: ["reference", "host", "kind", "sha256", "collected"],
      rows: state.evidence.map((one) => [one.reference, one.host, one.kind, one.sha256, one.collectedAt]),
    },
  ],
});

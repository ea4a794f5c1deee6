/** The simulated endpoint product: machines that can be isolated from the network and released. */
import { DOMAIN, devices } from "./company.ts";
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
  };
}

/** By the agent's id, host name, full name or address, whatever the case. */
function find({ state, params }: Call<EndpointState>): Device {
  const wanted = params.id?.toLowerCase() ?? "";
  const device = state.devices.find((one) => [one.id, ...one.names].some((name) => name.toLowerCase() === wanted));
  if (device === undefined) throw new Refusal(404, "no_such_device", `no agent reports as ${params.id}`);
  return device;
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
  ],
});

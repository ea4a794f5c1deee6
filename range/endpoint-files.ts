/** Files on the simulated endpoints: kept from running everywhere, moved into quarantine and put back; and what was collected as evidence. */
import { createHash } from "node:crypto";
import type { EndpointState } from "./endpoint.ts";
import { type Call, done, ok, type Route } from "./part.ts";
import { textField, wordField } from "./read-request.ts";
import { Refusal } from "./refusal.ts";

export interface DeviceFile {
  host: string;
  path: string;
  sha256: string;
  quarantined: boolean;
}

export interface BlockedHash {
  hash: string;
  since: string;
  reason: string;
}

/** Where it is and its digest; what was collected is nowhere, for there is nothing to collect from. */
export interface Evidence {
  reference: string;
  host: string;
  kind: "memory" | "triage";
  reason: string;
  sha256: string;
  bytes: number;
  collectedAt: string;
}

const DROPPER = "4f2a9c1d7e6b3a5084c1f0e9d8b7a6c5e4f3029181706f5e4d3c2b1a09f8e7d6";
const DUMPER = "9b8c7d6e5f4a3b2c1d0e9f8a7b6c5d4e3f2a1b0c9d8e7f6a5b4c3d2e1f0a9b8c";

export function initialFiles(): DeviceFile[] {
  const file = (host: string, path: string, sha256: string) => ({ host, path, sha256, quarantined: false });
  return [
    file("lt-0142", "C:\\Users\\Public\\powershell.exe", DROPPER),
    file("erp01", "C:\\ProgramData\\svc.exe", DROPPER),
    file("dc01", "C:\\Users\\Public\\dumptool.exe", DUMPER),
  ];
}

function hashOf({ params }: Call<EndpointState>): string {
  const hash = params.hash?.toLowerCase() ?? "";
  if (!/^([0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})$/.test(hash))
    throw new Refusal(400, "bad_hash", "not an MD5, SHA-1 or SHA-256 in hex");
  return hash;
}

function block(call: Call<EndpointState>) {
  const { state, now } = call;
  const hash = hashOf(call);
  const wasBlocked = state.blocked.some((one) => one.hash === hash);
  if (!wasBlocked)
    state.blocked.push({ hash, since: now.toISOString(), reason: textField(call.body, "reason", 500, "") });
  return done(hash, !wasBlocked, { wasBlocked });
}

function unblock(call: Call<EndpointState>) {
  const hash = hashOf(call);
  const wasBlocked = call.state.blocked.some((one) => one.hash === hash);
  call.state.blocked = call.state.blocked.filter((one) => one.hash !== hash);
  return done(hash, wasBlocked, { wasBlocked });
}

/** `{ device }` narrows it to one endpoint. A file that no endpoint has is 404: there was nothing to move. */
function quarantine(call: Call<EndpointState>, deviceNamed: (name: string) => { host: string }) {
  const hash = hashOf(call);
  const device = textField(call.body, "device", 253, "");
  const host = device === "" ? null : deviceNamed(device).host;
  const files = call.state.files.filter((one) => one.sha256 === hash && (host === null || one.host === host));
  if (files.length === 0) throw new Refusal(404, "no_such_file", "no endpoint has this file");
  const moving = files.filter((one) => !one.quarantined);
  for (const file of moving) file.quarantined = true;
  return done(hash, moving.length > 0, { moved: moving.length, wasQuarantined: moving.length === 0 });
}

function restore(call: Call<EndpointState>) {
  const hash = hashOf(call);
  const files = call.state.files.filter((one) => one.sha256 === hash && one.quarantined);
  for (const file of files) file.quarantined = false;
  return done(hash, files.length > 0, { restored: files.length });
}

function look(call: Call<EndpointState>) {
  const hash = hashOf(call);
  const files = call.state.files.filter((one) => one.sha256 === hash);
  const blocked = call.state.blocked.find((one) => one.hash === hash);
  return ok({ hash, blocked: blocked !== undefined, since: blocked?.since ?? null, files });
}

function collect(call: Call<EndpointState>, host: string) {
  const { state, now, body } = call;
  const kind = wordField(body, "kind", ["memory", "triage"] as const) ?? "triage";
  const reason = textField(body, "reason", 500, "");
  const reference = `evidence/${host}/${kind}-${String(state.evidence.length + 1).padStart(4, "0")}`;
  const sha256 = createHash("sha256").update(reference).digest("hex");
  const bytes = kind === "memory" ? 8_589_934_592 : 41_943_040;
  state.evidence.push({ reference, host, kind, reason, sha256, bytes, collectedAt: now.toISOString() });
  return done(host, true, { reference, sha256, bytes }, 201);
}

/** `deviceNamed` finds an endpoint, or refuses. */
export function fileRoutes(
  deviceNamed: (state: EndpointState, name: string) => { host: string },
): Route<EndpointState>[] {
  return [
    { method: "GET", path: "/files/:hash", handle: look },
    { method: "POST", path: "/files/:hash/block", effect: "block-hash", handle: block },
    { method: "POST", path: "/files/:hash/unblock", effect: "unblock-hash", handle: unblock },
    {
      method: "POST",
      path: "/files/:hash/quarantine",
      effect: "quarantine-file",
      handle: (call) => quarantine(call, (name) => deviceNamed(call.state, name)),
    },
    { method: "POST", path: "/files/:hash/restore", effect: "restore-file", handle: restore },
    {
      method: "POST",
      path: "/devices/:id/evidence",
      effect: "collect-evidence",
      handle: (call) => collect(call, deviceNamed(call.state, call.params.id ?? "").host),
    },
    { method: "GET", path: "/devices/:id/evidence", handle: (call) => ok(evidenceOf(call, deviceNamed)) },
  ];
}

function evidenceOf(
  { state, params }: Call<EndpointState>,
  deviceNamed: (state: EndpointState, name: string) => { host: string },
) {
  const { host } = deviceNamed(state, params.id ?? "");
  return { evidence: state.evidence.filter((one) => one.host === host) };
}

/** A company large enough that every alert of a long run is about somebody else, as the range's state file and as inventory. */
import { newId } from "../../src/ids.ts";
import { EntityAttributes, type EntityType } from "../../src/model/entity.ts";

export interface Company {
  /** What `range/main.ts --state-file` begins with. */
  stateFile: string;
  inventory: {
    id: string;
    type: EntityType;
    key: string;
    name: string;
    aliases: string[];
    attributes: EntityAttributes;
  }[];
}

export const loginOf = (n: number) => `person${n}@example.com`;
export const hostOf = (n: number) => `lt-${n}`;
export const agentOf = (n: number) => `agent${String(n).padStart(8, "0")}`;
export const keyOf = (n: number) => `AKIA0CHAOS${String(n).padStart(10, "0")}`;

/** `size` people, machines and keys each, all of ordinary worth. */
export function makeCompany(size: number): Company {
  const numbers = Array.from({ length: size }, (_, n) => n);
  const parts = {
    identity: { entities: { users: numbers.map(user), keys: numbers.map(accessKey) }, effects: [] },
    endpoint: { entities: { devices: numbers.map(device) }, effects: [] },
  };
  return { stateFile: JSON.stringify({ version: 1, parts }), inventory: numbers.flatMap(entries) };
}

function user(n: number) {
  const login = loginOf(n);
  const profile = {
    login,
    email: login,
    firstName: "Person",
    lastName: String(n),
    displayName: `Person ${n}`,
    department: "Sales",
    title: "",
  };
  return {
    id: `00uchaos${n}`,
    status: "ACTIVE",
    statusChanged: null,
    profile,
    groups: ["Everyone"],
    sessions: 2,
    aliases: [],
  };
}

function accessKey(n: number) {
  return { id: keyOf(n), status: "active", owner: loginOf(n), purpose: "reports", lastUsed: "2026-05-04T08:00:00Z" };
}

function device(n: number) {
  return {
    id: agentOf(n),
    host: hostOf(n),
    names: [hostOf(n)],
    ip: "",
    os: "Windows 11",
    isolated: false,
    reason: "",
    since: null,
    lastSeen: "2026-05-04T08:00:00Z",
    tags: [],
  };
}

function entries(n: number): Company["inventory"] {
  const attributes = EntityAttributes.parse({ criticality: "medium" });
  const entry = (type: EntityType, key: string, aliases: string[]) => ({
    id: newId(),
    type,
    key,
    name: key,
    aliases,
    attributes,
  });
  return [
    entry("user", loginOf(n), [`00uchaos${n}`]),
    entry("device", hostOf(n), [agentOf(n)]),
    entry("access-key", keyOf(n), []),
  ];
}

/** Who acts on whom, as the alerts' findings say it (OCSF: `actor`, `resources`, `evidences`). */
import type { AlertDetail } from "../../../../src/api/contract/alert.ts";
import { defanged } from "../../ui/defang.ts";

export interface GraphNode {
  id: string;
  label: string;
  kind: string;
  role: "affected" | "actor" | "seen";
}

export interface GraphEdge {
  from: string;
  to: string;
  /** How many alerts say so. */
  alerts: number;
}

/** More than anybody reads in a picture. */
const MOST_NODES = 40;

type Part = Readonly<Record<string, unknown>>;

/** Each entity once; an edge from everyone who acts to everything affected in the same alert. */
export function graphOf(alerts: readonly Pick<AlertDetail, "entityKey" | "entityType" | "finding">[]): {
  nodes: GraphNode[];
  edges: GraphEdge[];
} {
  const nodes = new Map<string, GraphNode>();
  const edges = new Map<string, GraphEdge>();
  for (const { finding, entityKey, entityType } of alerts) {
    const affected = [{ ...node(entityType, entityKey, "affected") }, ...affectedOf(finding)];
    const acting = actingOf(finding);
    for (const one of [...affected, ...acting]) if (!nodes.has(one.id)) nodes.set(one.id, one);
    for (const from of acting)
      for (const to of affected) {
        const key = `${from.id}\0${to.id}`;
        const edge = edges.get(key) ?? { from: from.id, to: to.id, alerts: 0 };
        if (from.id !== to.id) edges.set(key, { ...edge, alerts: edge.alerts + 1 });
      }
  }
  const kept = [...nodes.values()].slice(0, MOST_NODES);
  const ids = new Set(kept.map(({ id }) => id));
  return { nodes: kept, edges: [...edges.values()].filter(({ from, to }) => ids.has(from) && ids.has(to)) };
}

function node(kind: string, key: string, role: GraphNode["role"]): GraphNode {
  return { id: key.toLowerCase(), label: defanged(key).slice(0, 80), kind, role };
}

function affectedOf(finding: Part): GraphNode[] {
  return list(finding.resources).flatMap(({ uid, type }) => (isText(uid) ? [node(words(type), uid, "affected")] : []));
}

function actingOf(finding: Part): GraphNode[] {
  const actor = part(finding.actor);
  const user = part(actor.user).uid;
  const sources = list(finding.evidences).flatMap((evidence) => {
    const { ip, domain } = part(evidence.src_endpoint);
    return [
      ...(isText(ip) ? [node("ip", ip, "actor")] : []),
      ...(isText(domain) ? [node("domain", domain, "actor")] : []),
    ];
  });
  return [
    ...(isText(user) ? [node("user", user, "actor")] : []),
    ...(isText(actor.app_uid) ? [node("service", actor.app_uid, "actor")] : []),
    ...sources,
  ];
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function words(value: unknown): string {
  return isText(value) ? value.toLowerCase() : "other";
}

function part(value: unknown): Part {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Part) : {};
}

function list(value: unknown): Part[] {
  return Array.isArray(value) ? value.map(part) : [];
}

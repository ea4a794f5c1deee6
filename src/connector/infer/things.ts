/** Users, hosts, addresses, digests and the other things of a message, each with its type and, where it is somebody's, its role. */
import type { EntityRole, EntityType } from "../../model/entity.ts";
import type { ObservableType } from "../../model/observable.ts";
import { canonicalDomain, refang } from "../canonical.ts";
import { hostOfUrl } from "../draft-parts.ts";
import { type DraftEntity, type DraftObservable, entity } from "../raw-entities.ts";
import { firstText } from "../raw-fields.ts";
import type { Leaf } from "./leaves.ts";
import * as names from "./names.ts";
import { roleOf } from "./roles.ts";
import { isFileName, type Shape, shapeOf, shapesIn, withoutPort } from "./shapes.ts";

export interface Things {
  entities: DraftEntity[];
  observables: DraftObservable[];
  /** How sure the first entity is. */
  confidence: number;
}

const MAX_ENTITIES = 30;

const OBSERVABLE_OF: Partial<Record<Shape, ObservableType>> = {
  ...{ ip: "ip", url: "url", email: "email", hash: "hash", domain: "domain", resource: "resource" },
  "user-agent": "user-agent",
  vulnerability: "other",
  "message-id": "other",
  "access-key": "other",
};

interface Weighed {
  entity: DraftEntity;
  weight: number;
}

/** Everything found, entities by how sure they are, the affected first. */
export function thingsIn(leaves: readonly Leaf[]): Things {
  const observables: DraftObservable[] = [];
  const weighed: Weighed[] = [];
  for (const leaf of leaves) {
    if (typeof leaf.value === "boolean") continue;
    readLeaf(leaf, observables, weighed);
  }
  const sorted = weighed.sort((a, b) => b.weight - a.weight).slice(0, MAX_ENTITIES);
  const affected = sorted.filter(({ entity: { role } }) => role === "affected");
  const actors = sorted.filter(({ entity: { role } }) => role !== "affected");
  const ordered = [...affected, ...actors];
  return {
    entities: ordered.map((one) => one.entity),
    observables,
    confidence: Math.round((ordered[0]?.weight ?? 0) * 100) / 100,
  };
}

/** Where a thing was found, and as what. */
export interface Place {
  as: "entity" | "observable";
  type: EntityType | ObservableType;
  role?: EntityRole;
  path: string;
  /** How sure it is. */
  weight: number;
}

/** The places of everything that {@link thingsIn} finds as the whole value of a field. */
export function placesIn(leaves: readonly Leaf[]): Place[] {
  return leaves.flatMap((leaf) => {
    if (typeof leaf.value === "boolean") return [];
    const observables: DraftObservable[] = [];
    const weighed: Weighed[] = [];
    readLeaf(leaf, observables, weighed);
    const own = observables.filter(({ value }) => value === leaf.text);
    return [
      ...weighed.map(
        ({ entity: { type, role }, weight }): Place => ({ as: "entity", type, role, path: leaf.path, weight }),
      ),
      ...own.map(({ type }): Place => ({ as: "observable", type, path: leaf.path, weight: 1 })),
    ];
  });
}

function readLeaf(leaf: Leaf, observables: DraftObservable[], weighed: Weighed[]): void {
  const text = typeof leaf.value === "string" ? withoutPort(leaf.text) : leaf.text;
  const shape = typeof leaf.value === "string" ? shapeOf(text) : undefined;
  const seen = (type: ObservableType, value = text) => void observables.push({ type, value });
  for (const one of joinedWith(leaf)) observables.push(one);
  const named = namedKind(leaf, shape);
  if (named !== undefined) {
    if (named.kind === "user" && shape === "email") seen("email");
    seen(named.kind);
    if (named.kind === "user" || named.kind === "host") weighed.push(...owned(named.kind, leaf, text, named.score));
    if (named.kind === "resource")
      weighed.push(...weigh(entity("affected", "cloud-resource", text), named.score * 0.5));
    return;
  }
  if (shape === undefined) {
    if (typeof leaf.value === "string" && leaf.text.length > 12 && /[\s=,;]/.test(leaf.text))
      for (const inside of shapesIn(leaf.text)) {
        const type = OBSERVABLE_OF[inside.shape];
        if (type !== undefined) seen(type, inside.value);
      }
    return;
  }
  const type = OBSERVABLE_OF[shape];
  if (type !== undefined && !isReference(leaf, shape)) {
    seen(type);
    const host = shape === "url" ? hostOfUrl(refang(text)) : "";
    if (host !== "" && canonicalDomain(host) !== null) seen("domain", host);
  }
  if (shape === "access-key") weighed.push(...weigh(entity("affected", "access-key", text), 0.7));
  if (shape === "ip") weighed.push(...address(leaf, text));
  if (shape === "email") weighed.push(...mailbox(leaf, text));
  if (shape === "resource") weighed.push(...resource(leaf, text));
}

/** What two fields of one object only say together: a file's name and its folder, a host and its domain; and the subject of a mail. */
function joinedWith({ words, parent, text }: Leaf): DraftObservable[] {
  const key = words.join(" ");
  if (key === "subject" || key === "mail subject" || key === "message subject")
    return [{ type: "other", value: `subject: ${text.slice(0, 300)}` }];
  if (key === "file name" || key === "filename") {
    const folder = firstText(
      parent,
      "filePath",
      "file_path",
      "path",
      "directory",
      "Directory",
      "folderPath",
      "FolderPath",
    );
    if (folder === "" || isFileName(folder) || text.includes(folder)) return [];
    return [{ type: "file", value: `${folder.replace(/[\\/]$/, "")}${folder.includes("\\") ? "\\" : "/"}${text}` }];
  }
  if (key === "host name" || key === "hostname") {
    const domain = firstText(parent, "dnsDomain", "DnsDomain", "dns_domain", "domain");
    return domain.includes(".") && !text.includes(".") ? [{ type: "host", value: `${text}.${domain}` }] : [];
  }
  return [];
}

type NamedKind = "user" | "host" | "file" | "process" | "port" | "user-agent" | "resource";

/** What the name alone says of a value that has no telling shape, or one that fits. */
function namedKind(leaf: Leaf, shape: Shape | undefined): { kind: NamedKind; score: number } | undefined {
  const score = (table: names.NameTable) => names.nameScore(table, leaf);
  if (typeof leaf.value === "number") {
    const port = score(names.PORT) >= 0.4 && Number.isInteger(leaf.value) && leaf.value > 0 && leaf.value < 65_536;
    return port ? { kind: "port", score: 0.9 } : undefined;
  }
  if (/^\d{1,5}$/.test(leaf.text) && score(names.PORT) >= 0.4) return { kind: "port", score: 0.9 };
  if (score(names.AGENT) >= 0.4) return { kind: "user-agent", score: 1 };
  if (shape !== undefined && !["email", "domain", "path", "account"].includes(shape)) return undefined;
  const best = (
    [
      ["user", shape === "path" || shape === "domain" ? 0 : score(names.USER)],
      ["host", shape === "path" || shape === "email" || shape === "account" ? 0 : score(names.HOST)],
      ["file", shape === "email" ? 0 : score(names.FILE) + (isFileName(leaf.text) && score(names.FILE) > 0 ? 0.2 : 0)],
      ["process", shape === "email" ? 0 : score(names.PROCESS)],
      ["resource", shape === undefined ? score(names.RESOURCE) : 0],
    ] as [NamedKind, number][]
  ).reduce((a, b) => (b[1] > a[1] ? b : a));
  if (best[1] < 0.4 || !isName(leaf.text, best[0])) return undefined;
  return { kind: best[0], score: best[1] };
}

/** Names of people and hosts are short and have no sentence in them; a placeholder is nobody. */
function isName(text: string, kind: NamedKind): boolean {
  if (/^(?:-|n\/?a|none|null|unknown|undefined|\*|any|true|false|0)$/i.test(text)) return false;
  if (kind === "file" || kind === "process") return text.length <= 2_048;
  if (kind === "resource") return text.length <= 512 && !/[\s{}<>]/.test(text);
  return (
    text.length <= 256 &&
    !/^\d{1,5}$/.test(text) &&
    (text.match(/ /g)?.length ?? 0) <= (kind === "user" ? 3 : 0) &&
    !/[{}<>\n]/.test(text)
  );
}

function owned(kind: "user" | "host", leaf: Leaf, text: string, score: number): Weighed[] {
  const role = roleOf(leaf) ?? "affected";
  const type = kind === "user" ? "user" : "device";
  return entity(role, type, text).map((one) => ({ entity: one, weight: score * (kind === "user" ? 0.9 : 0.88) }));
}

/** Without a word for it, an address of private use is ours and any other is somebody else's. */
function address(leaf: Leaf, text: string): Weighed[] {
  const said = roleOf(leaf);
  const role: EntityRole = said ?? (isPrivate(text) ? "affected" : "actor");
  return entity(role, "ip", text).map((one) => ({ entity: one, weight: said === undefined ? 0.5 : 0.7 }));
}

/** RFC 1918, RFC 4193 and the loopback. */
function isPrivate(text: string): boolean {
  return /^(?:10\.|127\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|f[cd][0-9a-f]{2}:)/i.test(text);
}

const MAILBOX = new Set(["recipient", "recipients", "mailbox", "to", "rcpt", "cc"]);

function mailbox(leaf: Leaf, text: string): Weighed[] {
  const near = [...leaf.words, ...leaf.around.slice(0, 2)];
  if (near.some((word) => MAILBOX.has(word))) return weigh(entity("affected", "mailbox", text), 0.75);
  if (near.includes("sender") || near.includes("from")) return weigh(entity("actor", "mailbox", text), 0.6);
  return weigh(entity(roleOf(leaf) ?? "affected", "user", text), 0.55);
}

function resource({ words }: Leaf, text: string): Weighed[] {
  return words.includes("role") ? [] : weigh(entity("affected", "cloud-resource", text), 0.45);
}

function weigh(entities: DraftEntity[], weight: number): Weighed[] {
  return entities.map((one) => ({ entity: one, weight }));
}

const REFERENCE = new Set([
  "reference",
  "references",
  "docs",
  "documentation",
  "help",
  "logo",
  "icon",
  "console",
  "schema",
  "link",
  "permalink",
]);

/** Links to documentation and to the product's own pages are nothing that was seen; nobody writes those so that they cannot be followed. */
function isReference({ words, around, text }: Leaf, shape: Shape): boolean {
  return (
    shape === "url" && refang(text) === text && [...words, ...around.slice(0, 1)].some((word) => REFERENCE.has(word))
  );
}

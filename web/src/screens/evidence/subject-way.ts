/** Where the thing is shown that an entry of the record is about. */
export interface Way {
  to: string;
  search: Readonly<Record<string, string>>;
}

const plain = (to: string, search: Readonly<Record<string, string>> = {}): Way => ({ to, search });

const WAYS: Readonly<Record<string, (id: string) => Way>> = {
  incident: (id) => plain(`/incidents/${encodeURIComponent(id)}`),
  run: (id) => plain(`/runs/${encodeURIComponent(id)}`),
  approval: (id) => plain("/approvals", { id }),
  review: (id) => plain("/reviews", { id, status: "all" }),
  decision: (id) => plain("/reviews", { tab: "decisions", id, status: "all" }),
  playbook: (id) => plain(`/playbooks/${encodeURIComponent(id)}`),
  connection: () => plain("/connections"),
  freeze: () => plain("/containment", { tab: "stop" }),
  breaker: () => plain("/containment", { tab: "breakers" }),
  token: () => plain("/settings", { tab: "tokens" }),
  person: () => plain("/settings", { tab: "people" }),
  readiness: () => plain("/readiness"),
};

/** Null for what has no screen of its own. */
export function subjectWay(type: string, id: string): Way | null {
  return Object.hasOwn(WAYS, type) ? (WAYS[type]?.(id) ?? null) : null;
}

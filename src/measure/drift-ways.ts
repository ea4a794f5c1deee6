/** The ways that the steps of a playbook can go: each that is taken no more, or newly, is a change. */

/** One way of one step. An `if` has one here: not taking it is the other. */
export interface Way {
  name: string;
  step: string;
  /** The value that leads there, as JSON; null for the way of all other values. */
  value: string | null;
  /** The values of the other ways. */
  others: string[];
}

/** What is known here of a step of a program as it is stored. */
interface StoredNode {
  kind?: string;
  cases?: { equals?: unknown }[];
}

/** So many ways are watched, of the first steps by name. */
const MAX_WAYS = 40;

/** The ways of a stored program, by step. */
export function waysOf(program: unknown): Way[] {
  const nodes = (program as { nodes?: Record<string, StoredNode> }).nodes ?? {};
  return Object.entries(nodes)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([step, { kind, cases = [] }]): Way[] => {
      if (kind === "if") return [{ name: step, step, value: "true", others: [] }];
      if (kind !== "switch") return [];
      const values = cases.map(({ equals }) => JSON.stringify(equals ?? null));
      const named = values.map((value) => ({ name: `${step} = ${value}`, step, value, others: [] }));
      return [...named, { name: `${step} otherwise`, step, value: null, others: values }];
    })
    .slice(0, MAX_WAYS);
}

/** Whether a step that took this value, as JSON, went that way. */
export function went({ value, others }: Way, took: string): boolean {
  return value === null ? !others.includes(took) : took === value;
}

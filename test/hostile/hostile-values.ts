/** What attackers, broken products and the far ends of formats put where a value is expected. */
import fc from "fast-check";

/** Texts that mean something to some part of a system like this one, and must mean nothing here. */
export const HOSTILE_TEXTS: readonly string[] = [
  "{{ incident.id }}",
  "{{ steps.account.found }}",
  "=1+1",
  "==1+1",
  "=incident.users",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it has to stay the text it is
  "${7*7}",
  "'; DROP TABLE incidents; --",
  '" || true || "',
  "permit (principal, action, resource);",
  "<script>alert(1)</script>",
  "\u0000before\u0000after",
  "lone \ud800 surrogate \udfff",
  "right to left \u202egnp.exe",
  "\u001b[2J\u001b]0;title\u0007escape",
  "line\r\nbreak: injected",
  "__proto__",
  "constructor",
  "toString",
  "../../../../etc/passwd",
  "%00%2e%2e",
  "http://169.254.169.254/latest/meta-data/",
  "\ufeffmark",
  "e\u0301".repeat(500),
  "A".repeat(1_000_000),
  "🦊".repeat(10_000),
  "",
  " ",
  "null",
  "-1e999",
];

const PROTOTYPE_NAMES = [
  "__proto__",
  "constructor",
  "prototype",
  "hasOwnProperty",
  "toString",
  "valueOf",
  "then",
  "toJSON",
];

/** A number as JSON may write it, far outside of what anybody sends. */
const NUMBERS = [
  0,
  -0,
  -1,
  1e308,
  -1e308,
  5e-324,
  2 ** 53,
  2 ** 63,
  -(2 ** 63),
  1.5,
  253_402_300_800_000,
  -62_135_596_800_001,
];

function nested(depth: number, list: boolean): unknown {
  let value: unknown = "deep";
  for (let level = 0; level < depth; level += 1) value = list ? [value] : { a: value };
  return value;
}

/** Any JSON value that is not what was expected. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...HOSTILE_TEXTS) },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(null, true, false, [], {}, ...NUMBERS) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 200 }) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 200 }).map((depth) => nested(depth, depth % 2 === 0)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...PROTOTYPE_NAMES).map((name) => JSON.parse(`{"${name}": {"polluted": true}}`)),
  },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 3_000 }).map((length) => Array.from({ length }, (_, n) => n)) },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 4 }) },
);

export interface Mutation {
  /** Chooses the place among all places of the sample. */
  at: number;
  kind: "replace" | "remove" | "add" | "wrap";
  value: unknown;
  name: string;
}

export const mutations: fc.Arbitrary<Mutation[]> = fc.array(
  fc.record({
    at: fc.nat(10_000),
    kind: fc.constantFrom(
      "replace" as const,
      "replace" as const,
      "replace" as const,
      "remove" as const,
      "add" as const,
      "wrap" as const,
    ),
    value: hostileValue,
    name: fc.oneof(fc.constantFrom(...PROTOTYPE_NAMES), fc.string({ unit: "binary", maxLength: 20 })),
  }),
  { minLength: 1, maxLength: 4 },
);

type Parent = Record<string, unknown> | unknown[];

/** The sample with these changes made to a copy. */
export function mutate(sample: unknown, changes: readonly Mutation[]): unknown {
  const root: { value: unknown } = { value: structuredClone(sample) };
  for (const change of changes) {
    const places = placesIn(root);
    const place = places[change.at % places.length];
    if (place !== undefined) apply(place.parent, place.key, change);
  }
  return root.value ?? null;
}

function placesIn(root: { value: unknown }): { parent: Parent; key: string }[] {
  const places: { parent: Parent; key: string }[] = [];
  const visit = (parent: Parent, depth: number) => {
    for (const key of Object.keys(parent).slice(0, 50)) {
      places.push({ parent, key });
      const child = (parent as Record<string, unknown>)[key];
      if (child !== null && typeof child === "object" && depth < 12) visit(child as Parent, depth + 1);
    }
  };
  visit(root as unknown as Parent, 0);
  return places;
}

function apply(parent: Parent, key: string, change: Mutation): void {
  const holder = parent as Record<string, unknown>;
  const set = (object: object, name: string, value: unknown) =>
    Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  if (change.kind === "replace") set(holder, key, change.value);
  else if (change.kind === "wrap") set(holder, key, [holder[key]]);
  else if (change.kind === "remove" && !Array.isArray(parent)) delete holder[key];
  else {
    const child = holder[key];
    set(
      child !== null && typeof child === "object" && !Array.isArray(child) ? child : holder,
      Array.isArray(parent) ? key : change.name,
      change.value,
    );
  }
}

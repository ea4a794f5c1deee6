import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AlertDraft, type AlertDraftInput } from "../model/alert.ts";
import { boundDraft } from "./bound-draft.ts";
import { fitDraft } from "./fit-draft.ts";

const plain = {
  ...{ uid: "a", title: "t", severity: "high", time: "2026-03-01T10:00:00.000Z", rule: { id: "r", name: "R" } },
  product: { name: "P", vendor: "V" },
  entities: [{ type: "user", key: "ann", name: "Ann", role: "affected", aliases: ["a1"] }],
  observables: [{ type: "ip", value: "192.0.2.1" }],
  techniques: [{ id: "T1110.003", tactic: "Credential Access" }],
} as const;

const odd = fc.oneof(
  fc.constantFrom<unknown>(
    undefined,
    null,
    "",
    "x",
    0,
    50,
    101,
    true,
    {},
    [],
    [null],
    ["a"],
    "2026-02-30T10:00:00.000Z",
  ),
  fc.constantFrom<unknown>(
    "critical",
    "benign",
    "blocked",
    "2026-03-01T10:00:00Z",
    "2026-03-01T25:00:00.000Z",
    Number.NaN,
  ),
  fc.constantFrom<unknown>([{ id: "T1110" }], [{ id: "t1" }], [{ type: "ip", value: "" }], [{ type: "x", value: "y" }]),
  fc.constantFrom<unknown>({ id: "i", name: "n" }, { name: "n", vendor: "v" }, [
    { type: "user", key: "k", name: "", role: "actor" },
  ]),
);
const fields = Object.keys(AlertDraft.shape);

/** A draft with some of its fields exchanged for others. */
const drafts = fc
  .array(fc.tuple(fc.constantFrom(...fields, "unheard"), odd), { maxLength: 3 })
  .map((changes) => ({ ...plain, ...Object.fromEntries(changes) }) as unknown as AlertDraftInput);

function bounded(draft: AlertDraftInput): AlertDraftInput | null {
  try {
    return boundDraft(draft);
  } catch {
    return null;
  }
}

describe("the quick look at a draft", () => {
  it("takes an ordinary draft, and gives what the schema gives", () => {
    const draft = boundDraft(plain as unknown as AlertDraftInput);
    expect(fitDraft(draft)).toEqual(AlertDraft.parse(draft));
  });

  it("never takes what the schema refuses, and never gives anything else than the schema", () => {
    let quick = 0;
    fc.assert(
      fc.property(drafts, (written) => {
        const draft = bounded(written);
        if (draft === null) return;
        const fit = fitDraft(draft);
        if (fit === null) return;
        quick += 1;
        expect(AlertDraft.safeParse(draft)).toEqual({ success: true, data: fit });
      }),
      { numRuns: 3000 },
    );
    expect(quick).toBeGreaterThan(100);
  });
});

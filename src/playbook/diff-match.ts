/** Which step of the newer version is which of the older one: by id first, then by shape, then by place. */
import type { Placed } from "./diff-placed.ts";

export interface Matched {
  pairs: { was: Placed; is: Placed }[];
  added: Placed[];
  removed: Placed[];
  /** The newer step by the older one. */
  successor: ReadonlyMap<Placed, Placed>;
}

/** Pairs the steps of two versions; each is in one pair at most. Pairs and added steps are in the order of the newer version. */
export function matchSteps(before: readonly Placed[], after: readonly Placed[]): Matched {
  const successor = new Map<Placed, Placed>();
  const taken = new Set<Placed>();
  const pairBy = (key: (placed: Placed) => string | null, oldKey = key) => {
    const waiting = new Map<string, Placed[]>();
    for (const old of before) {
      const name = successor.has(old) ? null : oldKey(old);
      if (name !== null) waiting.set(name, [...(waiting.get(name) ?? []), old]);
    }
    for (const fresh of after) {
      const name = taken.has(fresh) ? null : key(fresh);
      const old = name === null ? undefined : waiting.get(name)?.shift();
      if (old === undefined) continue;
      successor.set(old, fresh);
      taken.add(fresh);
    }
  };
  pairBy(({ step }) => (step.id === null ? null : `${step.kind} ${what({ step })} ${step.id.value}`));
  pairBy(({ step }) => (step.id === null ? null : `${step.kind} ${step.id.value}`));
  pairBy(({ whole }) => whole);
  pairBy(({ own }) => own);
  // Steps that stand at the same place, from the outside in: once two steps are a pair, what lies below them may be.
  for (let pairs = -1; pairs !== successor.size; ) {
    pairs = successor.size;
    pairBy(
      (fresh) => placeOf(fresh, fresh.parent),
      (old) => placeOf(old, old.parent === null ? null : successor.get(old.parent)),
    );
  }
  return {
    pairs: inOrder(after, successor),
    added: after.filter((one) => !taken.has(one)),
    removed: before.filter((one) => !successor.has(one)),
    successor,
  };
}

/** What kind of step it is, and on which way of which step of the newer version; null where that is not known. */
function placeOf({ way, step }: Placed, around: Placed | null | undefined): string | null {
  return around === undefined ? null : `${around?.position ?? ""} ${way} ${step.kind} ${what({ step })}`;
}

function what({ step }: Pick<Placed, "step">): string {
  if (step.kind === "action") return step.capability.value;
  return step.kind === "playbook" ? step.name.value : "";
}

function inOrder(after: readonly Placed[], successor: ReadonlyMap<Placed, Placed>): Matched["pairs"] {
  const older = new Map([...successor].map(([was, is]) => [is, was]));
  return after.flatMap((is) => {
    const was = older.get(is);
    return was === undefined ? [] : [{ was, is }];
  });
}

/** The newer steps that do not stand where they stood: below another step, on another way, or in another order among those that stayed. */
export function movedSteps({ pairs, successor }: Matched): Set<Placed> {
  const moved = new Set<Placed>();
  const together = new Map<string, Matched["pairs"]>();
  for (const pair of pairs) {
    const { was, is } = pair;
    const around = was.parent === null ? null : successor.get(was.parent);
    if (around !== is.parent || was.way !== is.way) moved.add(is);
    else {
      const key = `${is.parent?.position ?? ""} ${is.way}`;
      together.set(key, [...(together.get(key) ?? []), pair]);
    }
  }
  for (const siblings of together.values()) {
    const stayed = longestRising(siblings.map(({ was }) => was.index));
    siblings.forEach(({ is }, at) => {
      if (!stayed.has(at)) moved.add(is);
    });
  }
  return moved;
}

/** The positions of the longest rising run of numbers, gaps allowed. */
function longestRising(values: readonly number[]): Set<number> {
  const length: number[] = [];
  const before: (number | null)[] = [];
  for (const [at, value] of values.entries()) {
    let best: number | null = null;
    for (let earlier = 0; earlier < at; earlier++)
      if (values[earlier]! < value && length[earlier]! > (best === null ? 0 : length[best]!)) best = earlier;
    length[at] = best === null ? 1 : length[best]! + 1;
    before[at] = best;
  }
  const stayed = new Set<number>();
  for (let at: number | null = length.indexOf(Math.max(0, ...length)); at !== null && at >= 0; at = before[at] ?? null)
    stayed.add(at);
  return stayed;
}

/** Whether entries stand in order and none is missing. One that is out of place is judged by the one behind it. */
import { entriesText, type Problem, type Tell } from "./problem.ts";

export interface Order {
  /** Whether the entry is the one that comes next. */
  take(index: number, line: number): boolean;
  /** Those before `next` should have come by now; answers whether they have. */
  through(next: number, line: number): boolean;
  /** There are no more, and there should be those before `next`. */
  end(next: number, line: number, what: "removed" | "cut"): void;
}

interface Place {
  index: number;
  line: number;
}

/** Entries from `first` on. */
export function newOrder(first: number, tell: Tell): Order {
  let expected = first;
  let odd: Place | undefined;
  return {
    take(index, line) {
      if (odd !== undefined) {
        const { problem, next } = judged(expected, odd, index);
        odd = undefined;
        tell(problem);
        expected = next;
        return false;
      }
      if (index === expected) {
        expected += 1;
        return true;
      }
      odd = { index, line };
      return false;
    },
    through(next, line) {
      if (odd !== undefined || expected >= next) return true;
      tell(missing(expected, next - 1, line));
      expected = next;
      return false;
    },
    end(next, line, what) {
      if (odd !== undefined && odd.index < expected) tell(doubled(odd, expected));
      else if (odd !== undefined) tell(missing(expected, odd.index - 1, odd.line));
      const last = odd === undefined ? expected : Math.max(expected, odd.index + 1);
      if (last < next) tell({ ...missing(last, next - 1, line), what });
      odd = undefined;
      expected = Math.max(last, next);
    },
  };
}

/** What is wrong where entry `expected` should stand and `odd` does, with `index` behind it; and what should come next. */
function judged(expected: number, odd: Place, index: number): { problem: Problem; next: number } {
  if (index === odd.index + 1 && odd.index > expected)
    return { problem: missing(expected, odd.index - 1, odd.line), next: index + 1 };
  if (index === expected && odd.index !== expected + 1) return { problem: doubled(odd, expected), next: expected + 1 };
  if (index === odd.index + 1) return { problem: doubled(odd, expected), next: expected };
  const message =
    index === expected
      ? `Entries ${expected} and ${odd.index} have changed places.`
      : `In the place of entry ${expected} stands one numbered ${odd.index}.`;
  const next = expected + 2;
  return { problem: { what: "reordered", first: expected, last: expected, line: odd.line, message }, next };
}

function missing(first: number, last: number, line: number): Problem {
  const verb = first === last ? "is" : "are";
  return { what: "removed", first, last, line, message: `The ${entriesText(first, last)} ${verb} missing.` };
}

function doubled({ index, line }: Place, expected: number): Problem {
  const message = `Before entry ${expected} stands one numbered ${index} that does not belong there.`;
  const named = Math.min(index, expected);
  return { what: "inserted", first: named, last: named, line, message };
}

/** The steps of a value, one after the other, each held to what the one before it gives. */
import { didYouMean } from "../../expression/nearest.ts";
import { isRaw } from "../raw-fields.ts";
import { complain, type Part, under } from "./fault.ts";
import { LIST_TRANSFORMS } from "./list-transforms.ts";
import { NUMBER_TRANSFORMS } from "./number-transforms.ts";
import { readItems, wrongShape } from "./read-part.ts";
import { TEXT_TRANSFORMS } from "./text-transforms.ts";
import { time } from "./time-transform.ts";
import type { Made, Run, Target, Transform } from "./transform.ts";
import { fits, type ValueType } from "./value-type.ts";

const TRANSFORMS = new Map<string, Transform>(
  Object.entries({ ...TEXT_TRANSFORMS, ...NUMBER_TRANSFORMS, ...LIST_TRANSFORMS, time }),
);
/** Those that stand by their name alone. */
const BARE = new Set(["lower", "upper", "trim", "refang", "base64", "url-decode", "lines", "number", "json", "time"]);
/** What there is, for messages and the documentation. */
export const TRANSFORM_NAMES: readonly string[] = [...TRANSFORMS.keys()];
const MAX_STEPS = 20;

/** What `do` makes of a value of a type. Undefined, with complaints, when that cannot work. */
export function readSteps(part: Part | undefined, given: ValueType, target: Target): Made | undefined {
  let type = given;
  const runs: Run[] = [];
  for (const step of readItems(part, MAX_STEPS)) {
    const made = readStep(step, type, target);
    if (made === undefined) return undefined;
    runs.push((values, scope) => {
      scope.budget.spendText(values);
      return made.run(values, scope);
    });
    type = made.gives;
  }
  const [only, ...more] = runs;
  if (only === undefined) return { run: (values) => [...values], gives: type };
  return {
    run: (values, scope) => more.reduce<unknown[]>((found, run) => run(found, scope), only(values, scope)),
    gives: type,
  };
}

function readStep(part: Part, given: ValueType, target: Target): Made | undefined {
  const named = nameOfStep(part);
  if (named === undefined) return undefined;
  const { name, argument } = named;
  const transform = TRANSFORMS.get(name);
  if (transform === undefined)
    return complain(
      argument,
      "mapping.unknown-transform",
      `"${name.slice(0, 60)}" is no transform`,
      didYouMean(name, TRANSFORM_NAMES),
      true,
    );
  if (argument.value === true && !BARE.has(name))
    return complain(part, "mapping.wrong-value", `"${name}" says not how`, `write { ${transform.example} }`);
  if (!fits(part, `"${name}"`, given, transform.takes, takersOf(given))) return undefined;
  return transform.make(argument, given, target);
}

/** `lower`, or `split: ","` as a map of one. */
function nameOfStep(part: Part): { name: string; argument: Part } | undefined {
  const { value } = part;
  if (typeof value === "string") return { name: value, argument: { ...part, value: true } };
  const [name, ...more] = isRaw(value) ? Object.keys(value) : [];
  if (name === undefined || more.length > 0)
    return wrongShape(part, 'the name of a transform, or one such as { split: "," }');
  const argument = under(part, name, (value as Record<string, unknown>)[name]);
  return BARE.has(name) && name !== "time" && argument.value !== true
    ? complain(argument, "mapping.wrong-value", `"${name}" stands alone`, `write ${name}`, true)
    : { name, argument };
}

/** The fix for a step that cannot take what it is given: those that can. */
function takersOf({ kind }: ValueType): string {
  const takers = TRANSFORM_NAMES.filter((name) =>
    ["anything", kind].some((one) => TRANSFORMS.get(name)?.takes.includes(one as typeof kind)),
  );
  return `this can be taken by ${takers.join(", ")}`;
}

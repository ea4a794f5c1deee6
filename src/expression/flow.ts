/** Where the value of an expression comes from. A condition decides which value it is, and is none of it. */
import { type AstNode, argument, callOf, childrenOf, fieldOf, pathOf } from "./ast.ts";

type Path = readonly string[];

/** What iteration variables stand for. */
type Bound = ReadonlyMap<string, readonly Path[]>;

/** Functions whose value is a number or a truth, whatever they are given. */
const NO_TEXT: ReadonlySet<string> = new Set(["has", "size", "rx", "cidr", "all", "exists", "exists_one", "stix"]);
const DECIDES: ReadonlySet<string> = new Set(["==", "!=", "<", "<=", ">", ">=", "in", "&&", "||", "!_"]);

/** Paths of what may be the value, or a part of it: places in lists left out, what a comprehension makes of its items followed. */
export function flowOf(root: AstNode, bound: Bound = new Map()): readonly Path[] {
  if (DECIDES.has(root.op)) return [];
  if (root.op === "?:") return [argument(root, 1), argument(root, 2)].flatMap((node) => flowOf(node, bound));
  const path = pathOf(root);
  if (path !== null) return below(bound.get(path[0] ?? "") ?? [path.slice(0, 1)], path.slice(1));
  const field = fieldOf(root);
  if (field !== null) return below(flowOf(field.left, bound), [field.name]);
  if (root.op === "[]") return flowOf(argument(root, 0), bound);
  const call = callOf(root);
  if (call === null) return childrenOf(root).flatMap((node) => flowOf(node, bound));
  if (NO_TEXT.has(call.name)) return [];
  const { name, receiver, args } = call;
  if (receiver !== null && name === "filter") return flowOf(receiver, bound);
  const [item, made] = args;
  if (receiver !== null && name === "map" && item?.op === "id" && made !== undefined)
    return flowOf(made, new Map([...bound, [item.args as string, flowOf(receiver, bound)]]));
  return [...(receiver === null ? [] : [receiver]), ...args].flatMap((node) => flowOf(node, bound));
}

function below(paths: readonly Path[], names: Path): readonly Path[] {
  return paths.map((path) => [...path, ...names]);
}

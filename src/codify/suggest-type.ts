/** Which incident type a runbook may be for: by its title and by the techniques that it names. */
import type { IncidentType } from "../taxonomy/taxonomy.ts";

export interface SuggestedType {
  id: string;
  name: string;
  /** What spoke for it, for a person to judge. */
  because: string;
}

type Known = Pick<IncidentType, "id" | "name" | "definition" | "match">;

/** Said of every incident, so they tell none from another. */
const EVERYWHERE = new Set(
  "incident incidents response playbook runbook security attack attacks unauthorized unauthorised activity event events alert handling procedure general other information system systems use user service data based with from that this which not into what".split(
    " ",
  ),
);
/** A word of the name says more than one of the definition; a technique says more than either. */
const WEIGHTS = { name: 3, definition: 1, category: 2, technique: 4 };
const LEAST = 3;

/** The type that most speaks for; null where little does, or where two are as likely. */
export function suggestType(
  title: string,
  techniques: readonly string[],
  types: readonly Known[],
): SuggestedType | null {
  const said = wordsOf(title);
  const judged = types.map((type) => judge(type, said, techniques)).sort((a, b) => b.score - a.score);
  const [best, next] = judged;
  if (best === undefined || best.score < LEAST || best.score === next?.score) return null;
  return { id: best.type.id, name: best.type.name, because: best.reasons.join("; ") };
}

function judge(type: Known, said: ReadonlySet<string>, techniques: readonly string[]) {
  const shared = (text: string) => [...wordsOf(text)].filter((word) => said.has(word));
  const inName = shared(type.name);
  const inDefinition = shared(type.definition).filter((word) => !inName.includes(word));
  const inCategories = shared(type.match.flatMap(({ categories }) => categories).join(" ")).filter(
    (word) => !inName.includes(word) && !inDefinition.includes(word),
  );
  const ruled = new Set(type.match.flatMap((rule) => rule.techniques));
  // A runbook that lists many speaks of none in particular.
  const answered = techniques.slice(0, 10).filter((id) => ruled.has(id) || ruled.has(id.split(".")[0] ?? ""));
  const score =
    inName.length * WEIGHTS.name +
    inDefinition.length * WEIGHTS.definition +
    Math.min(inCategories.length, 2) * WEIGHTS.category +
    (answered.length * WEIGHTS.technique) / Math.max(1, Math.min(techniques.length, 10));
  const words = [...inName, ...inDefinition, ...inCategories.slice(0, 2)];
  const reasons = [
    ...(words.length === 0 ? [] : [`the title says ${words.map((word) => `"${word}"`).join(", ")}`]),
    ...(answered.length === 0 ? [] : [`it names ${answered.join(", ")}`]),
  ];
  return { type, score, reasons };
}

function wordsOf(text: string): Set<string> {
  const words = text
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 2 && !EVERYWHERE.has(word));
  return new Set(words.map((word) => word.replace(/(?:s|ing|ed)$/, "")));
}

/** Names: RSIT's are all there, every mapping points at something, nothing is defined twice. */
import { didYouMean } from "../expression/nearest.ts";
import { techniqueStanding } from "./attack/attack.ts";
import type { Finding } from "./finding.ts";
import type { Mentions } from "./mentions.ts";
import { RSIT_NAMES } from "./rsit.ts";
import type { Taxonomy } from "./taxonomy.ts";
import { capital, type YamlPlace } from "./yaml-reader.ts";

const RSIT_BASIS = "rsit-1003";

/** Findings about names; `playbooks` are the names of all playbooks there are. */
export function checkNames(taxonomy: Taxonomy, mentions: Mentions, playbooks: ReadonlySet<string>): Finding[] {
  return [
    ...mentions.duplicates.map(({ what, place }) =>
      finding(
        "taxonomy.duplicate",
        place,
        `There is another ${what} before this one.`,
        "Give it a name of its own, or remove one.",
      ),
    ),
    ...checkFallback(taxonomy, mentions),
    ...(taxonomy.basis === RSIT_BASIS ? checkRsit(taxonomy, mentions) : []),
    ...checkPlaybooks(mentions, playbooks),
    ...checkTechniques(mentions),
  ];
}

function checkFallback(taxonomy: Taxonomy, mentions: Mentions): Finding[] {
  if (mentions.fallback === null || mentions.types.has(taxonomy.fallback)) return [];
  const fix = capital(didYouMean(taxonomy.fallback, [...mentions.types.keys()]));
  return [
    finding(
      "taxonomy.unknown-type",
      mentions.fallback,
      `The fallback "${taxonomy.fallback}" is no type of this taxonomy.`,
      fix,
    ),
  ];
}

function checkRsit(taxonomy: Taxonomy, mentions: Mentions): Finding[] {
  const names = new Map([
    ...taxonomy.classes.map((each) => [each.code, each.name] as const),
    ...taxonomy.types.map((each) => [each.id, each.name] as const),
  ]);
  const own = [...names.keys()].filter((code) => !RSIT_NAMES.has(code));
  const findings: Finding[] = [];
  for (const [code, name] of RSIT_NAMES) {
    const [classCode = ""] = code.split("/");
    const place = mentions.types.get(code) ?? mentions.classes.get(classCode) ?? mentions.fallback;
    const written = names.get(code);
    if (place === null || (code.includes("/") && !names.has(classCode))) continue;
    if (written === undefined) {
      const fix = `Write it, or, if it is ${near(own)}, correct the code.`;
      findings.push(finding("taxonomy.missing-code", place, `RSIT's ${code} (${name}) is missing.`, fix));
    } else if (written !== name) {
      findings.push(
        finding(
          "taxonomy.wrong-name",
          mentions.types.get(code) ?? place,
          `RSIT calls ${code} "${name}", not "${written}".`,
          `Write "name: ${name}".`,
        ),
      );
    }
  }
  return findings;
}

function near(own: readonly string[]): string {
  return own.length === 0 ? "here under another code" : `one of ${own.slice(0, 5).join(", ")}`;
}

function checkPlaybooks(mentions: Mentions, playbooks: ReadonlySet<string>): Finding[] {
  const unknown = mentions.playbooks
    .filter(({ name }) => !playbooks.has(name))
    .map(({ name, place }) =>
      finding(
        "taxonomy.unknown-playbook",
        place,
        `There is no playbook "${name}".`,
        capital(didYouMean(name, [...playbooks])),
      ),
    );
  const unmapped = [...mentions.unmapped].flatMap((id) => {
    const place = mentions.types.get(id);
    const message = `${id} leads to no playbook.`;
    return place === undefined
      ? []
      : [
          finding(
            "taxonomy.missing-mapping",
            place,
            message,
            'Write "playbook: <name>", or "playbook: { none: <reason> }".',
          ),
        ];
  });
  return [...unknown, ...unmapped];
}

function checkTechniques(mentions: Mentions): Finding[] {
  return mentions.techniques.flatMap(({ text, place }) => {
    const fault = techniqueFault(text);
    return fault === null ? [] : [finding("taxonomy.bad-technique", place, ...fault)];
  });
}

/** Alerts bear the ids that are in force: a rule on another one would never match. */
function techniqueFault(text: string): [message: string, fix: string] | null {
  if (!/^T\d{4}(\.\d{3})?$/.test(text))
    return [
      `"${text}" is not the id of an ATT&CK technique.`,
      "Write T and four digits, for a sub-technique a dot and three more: T1110.003.",
    ];
  const standing = techniqueStanding(text);
  if (standing.kind === "replaced")
    return [`${text} was revoked by ATT&CK.`, `Write ${standing.id} (${standing.name}).`];
  if (standing.kind === "revoked")
    return [`${text} was revoked by ATT&CK.`, "Write the technique that is meant today."];
  return standing.kind === "unlisted"
    ? [
        `${text} is not on the list of ATT&CK techniques that alerts are held against.`,
        "Write an id of https://attack.mitre.org/techniques/enterprise/; what is not on the list is one of an alert's categories.",
      ]
    : null;
}

function finding(code: string, place: YamlPlace, message: string, fix: string): Finding {
  return { code, ...place, message, fix };
}

/** Which part of handling an incident a section is about (NIST SP 800-61, and the six steps that SANS teaches), by its heading. */

/** `other` is a runbook's own division: what is ordered there is done, whatever it is called. */
export const PHASES = [
  "preparation",
  "analysis",
  "containment",
  "eradication",
  "recovery",
  "communication",
  "lessons",
  "reference",
  "other",
] as const;
export type Phase = (typeof PHASES)[number];

/** What is done before there is an incident or after it, or only looked up: whatever stands below such a heading is part of it. */
const CLOSED: ReadonlySet<Phase> = new Set(["preparation", "lessons", "reference"]);

/** The first that fits decides. */
const HEADINGS: readonly [Phase, RegExp][] = [
  [
    "reference",
    /^(?:references?|appendix|annex|resources?|additional (?:information|resources)|overview|introduction|background|purpose|objectives?|goals?|scope|out of scope|in scope|description|summary|disclaimer|glossary|definitions?|terms|abbreviations|acronyms|legend|(?:table of )?contents|index|about(?: .*)?|(?:revision|version|change|document)(?: history| log| control)|history|changelog|contacts?(?: (?:list|information|details))?|roles?(?: (?:and|&) responsibilities)?|licen[cs]e|mitre(?: .*)?|att&ck.*|applicable .*|metadata|metrics|assumptions|examples?|further reading|links?|authors?|credits|acknowledge?ments|faq|reference links)\b[ :]*$/,
  ],
  ["reference", /^(?:reference|appendix|annex|example|resources?)\b ?[:–—-]|^(?:appendix|annex) [a-z0-9]\b|^role:/],
  ["reference", /\buser actions\b|\bhelp ?desk actions\b/],
  [
    "lessons",
    /\blessons?\b|\bpost[- ]?(?:incident|mortem|event)|\bafter[- ]?action|\bretrospective|\bimprovements?\b|\bplaybook update/,
  ],
  [
    "preparation",
    /\bprepar|\bprerequisites?\b|\bbefore (?:an|the|any) incident|\breadiness\b|\bgame ?days?\b|\btabletop|\bpre-?incident/,
  ],
  ["containment", /\bcontain|\bisolat|\bquarantin|\bshort[- ]term mitigat|\bmitigat/],
  ["eradication", /\beradicat|\bremediat|\bclean[- ]?up\b|\bremov(?:e|al)\b|\bevict/],
  ["recovery", /\brecover|\brestor/],
  ["communication", /\bcommunicat|\bnotif|\bescalat|\breporting\b|\binform\b/],
  [
    "analysis",
    /\bdetect|\bidentif|\banaly[sz]|\btriag|\binvestigat|\bassess|\bverif|\bvalidat|\bscop(?:e|ing)\b|\bevidence|\bforensic|\bcollect|\bconfirm|\bdiagnos|\broot cause/,
  ],
];

/** The phase that a heading names; null where it names none. */
export function phaseNamed(heading: string): Phase | null {
  const text = bare(heading);
  return HEADINGS.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}

/** The phase of a section, by its heading and by what it stands in. */
export function phaseOf(heading: string, around: Phase): Phase {
  return CLOSED.has(around) ? around : (phaseNamed(heading) ?? around);
}

/** Whether a line that is marked as no heading is one all the same: nothing but the name of a phase. */
export function isPhaseTitle(line: string): boolean {
  const text = bare(line.replace(/[:.]$/, ""));
  return /^(?:preparation|prepare|identification|identify|detection|detection (?:and|&) analysis|analysis|triage|investigation|investigate|containment|contain|eradication|eradicate|recovery|recover|remediation|remediate|lessons learned|post-incident activity|communication|communications|communicate|references|resources)$/.test(
    text,
  );
}

/** Without its number, and without what counts parts. */
function bare(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll("–", "-")
    .replace(/^[^\p{L}\p{N}(]+/u, "")
    .replace(
      /^(?:(?:part|phase|step|section|stage|chapter)\s+)?(?:\d+[a-z]?(?:\.\d+)*|[ivx]+(?=[.):]))?[.):—-]*\s*(?=\p{L}|\()/u,
      "",
    )
    .replace(/^[-—:]\s*/, "")
    .replace(/^\([a-z]{1,3}\)\s+/, "")
    .trim();
}

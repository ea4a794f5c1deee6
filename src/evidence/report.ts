/** Evidence as a page that people read: one file, without script, and with nothing from elsewhere. */
import type { Measure } from "../model/evidence.ts";
import { type Assessed, type Observed, recordsWord } from "./assess.ts";
import { everyWeek, weeksChart } from "./chart.ts";
import type { Framework } from "./control.ts";
import { escaped } from "./escaped.ts";
import type { Period } from "./oscal.ts";

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;color:#202124;max-width:48rem;margin:2rem auto;padding:0 1rem}
h2{margin-top:3rem;border-top:1px solid #dadce0;padding-top:1rem}table{border-collapse:collapse;width:100%;font-size:14px}
th,td{text-align:left;padding:.25rem .75rem .25rem 0;border-bottom:1px solid #e8eaed;vertical-align:top}td.n{text-align:right}
svg{width:100%;height:auto;margin:.5rem 0}svg rect{fill:#3c6ecf}svg text{font:11px system-ui,sans-serif;fill:#5f6368}
.yes{color:#137333}.no{color:#b3261e}.quiet{color:#5f6368;font-size:14px}@media print{h2{break-before:page}}`;

/** The browser itself is told to run and fetch nothing. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

/** The whole page. */
export function reportOf(framework: Framework, assessed: readonly Assessed[], period: Period): string {
  const { from, to, at } = period;
  const title = `${framework.title}: what Cordon recorded`;
  const shown = new Set<string>();
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width"><title>${escaped(title)}</title><style>${STYLE}</style></head><body>
<h1>${escaped(title)}</h1>
<p>From ${escaped(from)} to ${escaped(to)}, taken on ${escaped(at)}. It says what the records show; whether a control is met is for an assessor to decide.
The words for what is asked are ours; the framework's own: ${escaped(framework.source)}.</p>
${summary(assessed)}
${assessed.map((one) => sectionOf(one, shown, period)).join("\n")}
</body></html>
`;
}

function summary(assessed: readonly Assessed[]): string {
  const rows = assessed.map(
    (one) => `<tr><td>${escaped(one.control.id)}</td><td>${escaped(one.control.title)}</td><td>${word(one)}</td></tr>`,
  );
  return `<table><tr><th>control</th><th>about</th><th>records</th></tr>${rows.join("")}</table>`;
}

function word(one: Assessed): string {
  const look = one.nothing ? "quiet" : one.holds ? "yes" : "no";
  return `<span class="${look}">${recordsWord(one)}</span>`;
}

function sectionOf(one: Assessed, shown: Set<string>, period: Period): string {
  const { control, observed } = one;
  return [
    `<h2>${escaped(control.id)} ${escaped(control.title)}: the records ${word(one)}</h2>`,
    `<p>${escaped(control.asks)}</p>`,
    ...observed.map((each) => observedText(each, shown, period)),
    `<p class="quiet">Not seen here: ${escaped(control.beyond)}</p>`,
  ].join("\n");
}

/** A figure that several controls are held against is drawn once. */
function observedText({ measure, holds, text }: Observed, shown: Set<string>, period: Period): string {
  const head = `<p>${holds ? '<span class="yes">✓</span>' : '<span class="no">✗</span>'} ${escaped(text)}</p>`;
  if (measure.total === 0) return head;
  if (shown.has(measure.id)) return `${head}<p class="quiet">Drawn above.</p>`;
  shown.add(measure.id);
  const weeks = measure.weeks.map(({ week, count }) => ({ name: week, count }));
  return [head, weeksChart(measure.title, everyWeek(weeks, period)), partsTable(measure), itemsTable(measure)].join(
    "\n",
  );
}

function partsTable({ parts }: Measure): string {
  const rows = parts.map(({ name, count }) => `<tr><td>${escaped(name)}</td><td class="n">${count}</td></tr>`);
  return `<table>${rows.join("")}</table>`;
}

function itemsTable({ items }: Measure): string {
  const [first] = items;
  if (first === undefined) return "";
  const names = Object.keys(first);
  const head = names.map((name) => `<th>${escaped(name)}</th>`).join("");
  const rows = items.map((item) => names.map((name) => `<td>${escaped(String(item[name] ?? "-"))}</td>`).join(""));
  return `<table><tr>${head}</tr>${rows.map((row) => `<tr>${row}</tr>`).join("")}</table>`;
}

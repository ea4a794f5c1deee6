/**
 * The tables of docs/severity.md: what each word and number of each product's scale means here, out of the scales themselves, which connectors
 * export. How the connectors without a scale judge is written by hand in the page, and kept. `--write` writes the page, `--check` says what is wrong.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const FILE = `${ROOT}docs/severity.md`;
const SEVERITIES = ["informational", "low", "medium", "high", "critical", "fatal"];
const SCALES = "| connector | of |";
const OTHERS = "| connector | how it judges |";
const OTHER_ROW = /^\| `([a-z0-9-]+)` \|(.*)\|$/;

/** Every scale that a module of the connector exports, with the name it has there. */
export async function scalesOf(id) {
  const folder = `${ROOT}connectors/${id}`;
  const names = readdirSync(folder).filter((name) => name.endsWith(".ts") && !name.includes(".test."));
  const modules = await Promise.all(names.sort().map((name) => import(pathToFileURL(`${folder}/${name}`).href)));
  const found = new Map();
  for (const module of modules)
    for (const [name, value] of Object.entries(module).sort(([a], [b]) => (a < b ? -1 : 1)))
      if (typeof value === "function" && value.scale !== undefined && ![...found.values()].includes(value.scale))
        found.set(`${name}${found.has(name) ? " (2)" : ""}`, value.scale);
  return [...found];
}

/** The page with its two tables as the connectors have them; what stands around them, and the judgements written by hand, are kept. */
export async function severityDocument(registry, page, labels) {
  const judged = new Map(
    page.split("\n").flatMap((line) => (OTHER_ROW.test(line) ? [OTHER_ROW.exec(line).slice(1)] : [])),
  );
  const rows = [rowOf("labels in common use", "words", labels.scale)];
  const others = [];
  for (const { id, source } of registry.values()) {
    if (source === undefined) continue;
    const scales = await scalesOf(id);
    rows.push(...new Set(scales.map(([name, scale]) => rowOf(`\`${id}\``, wordsOf(name, scale), scale))));
    if (scales.length === 0) others.push(`| \`${id}\` |${judged.get(id) ?? "  "}|`);
  }
  const head = `${SCALES} ${SEVERITIES.join(" | ")} | anything else |\n|${"---|".repeat(SEVERITIES.length + 3)}`;
  return replaced(replaced(page, SCALES, [head, ...rows]), OTHERS, [`${OTHERS}\n|---|---|`, ...others]);
}

/** Connectors whose judgement nobody has written down. */
export function unjudged(page) {
  return page
    .split("\n")
    .flatMap((line) =>
      OTHER_ROW.test(line) && OTHER_ROW.exec(line)[2].trim() === "" ? [OTHER_ROW.exec(line)[1]] : [],
    );
}

/** `severityOf` says nothing that the table does not; other names say which of several scales it is. */
function wordsOf(name, { kind }) {
  const plain = name.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return /^(severity of|priority of|by word)( \(2\))?$/.test(plain) ? kind.replace("steps", "numbers") : plain;
}

function rowOf(connector, of, { kind, rows, otherwise, upTo }) {
  const given = (severity) =>
    rows
      .filter((row) => row.severity === severity)
      .map((row) =>
        kind === "steps"
          ? `from ${row.given}`
          : row.given === ""
            ? "nothing"
            : `\`${row.given.replaceAll("|", "\\|")}\``,
      )
      .join(", ") || "–";
  const rest = upTo === undefined ? otherwise : `${otherwise}, also above ${upTo}`;
  return `| ${[connector, of, ...SEVERITIES.map(given), rest].join(" | ")} |`;
}

function replaced(page, start, table) {
  const lines = page.split("\n");
  const first = lines.findIndex((line) => line.startsWith(start));
  if (first === -1) throw new Error(`docs/severity.md has no table that starts with "${start}"`);
  const length = lines.slice(first).findIndex((line) => !line.startsWith("|"));
  return [...lines.slice(0, first), ...table, ...lines.slice(length === -1 ? lines.length : first + length)].join("\n");
}

async function main(args) {
  const { default: registry } = await import("../connectors/index.ts");
  const { labelSeverity } = await import("../src/connector/labels.ts");
  const found = readFileSync(FILE, "utf8");
  const wanted = await severityDocument(registry, found, labelSeverity);
  if (args.includes("--write")) writeFileSync(FILE, wanted);
  else if (found !== wanted) {
    process.stderr.write(
      "docs/severity.md does not match the connectors; run: node scripts/severity-tables.mjs --write\n",
    );
    return 1;
  }
  const missing = unjudged(wanted);
  if (missing.length > 0)
    process.stderr.write(`docs/severity.md: nobody says how these judge: ${missing.join(", ")}\n`);
  return missing.length === 0 ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await main(process.argv.slice(2));

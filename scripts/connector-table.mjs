/**
 * The table of docs/connectors.md: a row for every connector of the registry, with what it sends and what it can do. The last column,
 * how it was proved, is written by hand in the document itself and kept. `--write` writes the rows, `--check` says what is wrong.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const ROW = /^\| \[`([a-z0-9-]+)`\](?:[^|]*\|){6}(.*)\|$/;
const START = "| connector | product |";
const HEAD = `${START} sends | looks up | does, and reads back | does, cannot read back | proved |\n|---|---|---|---|---|---|---|`;

/** The hand-written last column of the document, by connector. */
export function writtenProofs(document) {
  const rows = document.split("\n").map((line) => ROW.exec(line));
  return new Map(rows.filter(Boolean).map(([, id, proof]) => [id, proof.trim()]));
}

/** The document with its table as the registry has it; what stands before and after the table is kept. */
export function connectorsDocument(registry, document) {
  const proofs = writtenProofs(document);
  const lines = document.split("\n");
  const first = lines.findIndex((line) => line.startsWith(START));
  if (first === -1) throw new Error(`docs/connectors.md has no table that starts with "${START}"`);
  const after = lines.slice(first).findIndex((line) => !line.startsWith("|"));
  const rows = [...registry.values()].map((connector) =>
    rowOf(connector, proofs.get(connector.id) ?? proofOfSource(connector)),
  );
  return [...lines.slice(0, first), HEAD, ...rows, ...lines.slice(after === -1 ? lines.length : first + after)].join(
    "\n",
  );
}

/** A connector that only sends is proved by its fixtures, unless the document says more. */
function proofOfSource({ source, actions }) {
  return source?.recognizes !== undefined && actions.length === 0 ? "own samples" : "";
}

function rowOf({ id, title, docs, simulated, source, actions, asking }, proof) {
  const names = (wanted) =>
    actions
      .filter(wanted)
      .map(({ capability }) => `\`${capability.id}\``)
      .join(", ") || "–";
  const observes = ({ capability }) => capability.effect === "observe";
  const unread = names((action) => !observes(action) && action.readBack === undefined);
  const cells = [
    docs.startsWith("https:") ? `[\`${id}\`](${docs})` : `\`${id}\``,
    title,
    source === undefined ? "–" : "alerts",
    names(observes),
    names((action) => !observes(action) && action.readBack !== undefined),
    asking === undefined ? unread : `${unread === "–" ? "" : `${unread}, `}asks people`,
    simulated ? "simulated" : proof,
  ];
  return `| ${cells.join(" | ")} |`.replace(/ {2}\|$/, " |");
}

/** What is claimed in the last column and not so, one line each. `tests` gives the texts of a connector's `.real.test.ts` files. */
export function proofFaults(registry, document, tests) {
  const proofs = writtenProofs(document);
  return [...registry.values()]
    .filter(({ simulated }) => !simulated)
    .flatMap(({ id }) => {
      const proof = proofs.get(id) ?? "";
      const described = (text) => text.includes("/real/prism.ts");
      const texts = tests(id);
      if (proof === "") return [`${id}: the last column does not say how it was proved`];
      if (proof.startsWith("real system") !== texts.some((text) => !described(text)))
        return [`${id}: "real system" stands there, or is missing, against its .real.test.ts`];
      if (proof.startsWith("vendor's description") !== texts.some(described))
        return [`${id}: "vendor's description" stands there, or is missing, against its .real.test.ts`];
      return [];
    });
}

/** The texts of `connectors/<id>/*.real.test.ts`. */
export function realTests(root, id) {
  const folder = `${root}/connectors/${id}`;
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".real.test.ts")) : [];
  return names.map((name) => readFileSync(`${folder}/${name}`, "utf8"));
}

async function main(args) {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const file = `${root}/docs/connectors.md`;
  const { default: registry } = await import("../connectors/index.ts");
  const found = readFileSync(file, "utf8");
  const wanted = connectorsDocument(registry, found);
  if (args.includes("--write")) writeFileSync(file, wanted);
  else if (found !== wanted) {
    process.stderr.write(
      "docs/connectors.md does not match the connectors; run: node scripts/connector-table.mjs --write\n",
    );
    return 1;
  }
  const faults = proofFaults(registry, wanted, (id) => realTests(root, id));
  if (faults.length === 0) return 0;
  process.stderr.write(`docs/connectors.md:\n  ${faults.join("\n  ")}\n`);
  return 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await main(process.argv.slice(2));

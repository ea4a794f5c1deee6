/**
 * docs/errors.md: a row for every error code in src/ and connectors/. Code, root and place are read from the source; the last
 * column is written by hand in the document itself and kept. `--write` adds and removes rows, `--check` says what is missing.
 */
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseSync } from "@swc/core";

const ROOT_OF = {
  InputError: "input",
  TransientError: "transient",
  RefusedError: "refused",
  DefectError: "defect",
};
const CODE = /^[a-z][a-z-]*\.[a-z][a-z0-9-]*$/;
const ROW = /^\| `([a-z-]+\.[^`]+)` \|[^|]*\|[^|]*\|(.*)\|$/;

/** Code → `{ roots, rooms }` of every code in the sources `files` (path → text). */
export function errorCodes(files) {
  const read = [...files].map(([path, text]) => readSource(path, text));
  // A code also travels through functions that build errors, so any text of that shape counts once its area is known to name errors.
  const areas = new Set(["internal", ...read.flatMap((source) => [...source.thrown.keys()].map(areaOf))]);
  const codes = new Map();
  for (const { path, thrown, others, dynamicRoots } of read) {
    for (const [code, roots] of thrown) note(codes, code, roots, path);
    for (const code of others) if (areas.has(areaOf(code))) note(codes, code, dynamicRoots, path);
  }
  for (const entry of codes.values()) if (entry.roots.size === 0) entry.roots.add("input"); // a fault in a text, reported with its place
  return new Map([...codes].sort(([a], [b]) => (a < b ? -1 : 1)));
}

const areaOf = (code) => code.slice(0, code.indexOf("."));

function note(codes, code, roots, path) {
  const entry = codes.get(code) ?? { roots: new Set(), rooms: new Set() };
  for (const root of roots) entry.roots.add(root);
  entry.rooms.add(path.startsWith("connectors/") ? "connectors" : path.split("/").slice(0, 2).join("/"));
  codes.set(code, entry);
}

function readSource(path, text) {
  const source = { path, thrown: new Map(), others: new Set(), dynamicRoots: new Set() };
  const visit = (node, root) => {
    if (Array.isArray(node)) return node.forEach((child) => void visit(child, root));
    if (node === null || typeof node !== "object") return;
    const built = node.type === "NewExpression" ? ROOT_OF[node.callee.value] : undefined;
    if (built) {
      const [first, ...rest] = node.arguments ?? [];
      const literals = literalsIn(first);
      if (literals.length === 0) source.dynamicRoots.add(built);
      for (const code of literals) source.thrown.set(code, (source.thrown.get(code) ?? new Set()).add(built));
      return visit(rest, root);
    }
    const plain = node.type === "ObjectExpression" ? errorAsJson(node) : undefined;
    if (plain) source.thrown.set(plain.code, (source.thrown.get(plain.code) ?? new Set()).add(plain.root));
    if (node.type === "StringLiteral" && CODE.test(node.value)) source.others.add(node.value);
    for (const key in node) if (key !== "span") visit(node[key], root);
  };
  visit(parseSync(text, { syntax: "typescript", target: "es2024" }).body);
  for (const code of source.thrown.keys()) source.others.delete(code);
  return source;
}

/** `{ root: "…", code: "…" }`, an error written as JSON. */
function errorAsJson(object) {
  const text = (key) => {
    const found = object.properties.find((p) => p.type === "KeyValueProperty" && p.key.value === key);
    return found?.value.type === "StringLiteral" ? found.value.value : undefined;
  };
  const [root, code] = [text("root"), text("code")];
  return root && code && Object.values(ROOT_OF).includes(root) ? { root, code } : undefined;
}

function literalsIn(node) {
  if (node === null || typeof node !== "object") return [];
  if (node.type === "StringLiteral") return CODE.test(node.value) ? [node.value] : [];
  return Object.values(node).flatMap(literalsIn);
}

/** The hand-written last column of the document, by code. */
export function writtenAdvice(document) {
  const rows = document.split("\n").map((line) => ROW.exec(line));
  return new Map(rows.filter(Boolean).map(([, code, advice]) => [code, advice.trim()]));
}

/** The document: everything before the first area stays, then one table an area. */
export function errorsDocument(codes, document) {
  const advice = writtenAdvice(document);
  const cut = document.indexOf("\n## ");
  const parts = [cut === -1 ? document.trimEnd() : document.slice(0, cut).trimEnd()];
  let area;
  for (const [code, { roots, rooms }] of codes) {
    if (areaOf(code) !== area) {
      area = areaOf(code);
      parts.push(`\n## ${area}\n\n| code | root | raised in | what to do |\n|---|---|---|---|`);
    }
    const said = advice.get(code) ?? "";
    parts.push(
      `| \`${code}\` | ${[...roots].sort().join(", ")} | ${[...rooms].sort().join(", ")} | ${said}${said ? " " : ""}|`,
    );
  }
  return `${parts.join("\n")}\n`;
}

/** Source files by path from the repository's root, tests left out. */
export function sourceTexts(root) {
  const paths = globSync("{src,connectors}/**/*.ts", { cwd: root }).filter((path) => !path.endsWith(".test.ts"));
  return new Map(paths.sort().map((path) => [path, readFileSync(`${root}/${path}`, "utf8")]));
}

/** What is wrong with the document, one line each; empty when it is complete and nothing in it is gone. */
export function documentFaults(codes, document) {
  const advice = writtenAdvice(document);
  const missing = [...codes.keys()]
    .filter((code) => !advice.get(code))
    .map((code) => `${code}: no row that says what to do`);
  const gone = [...advice.keys()].filter((code) => !codes.has(code)).map((code) => `${code}: no longer in the sources`);
  return [...missing, ...gone];
}

function main(args) {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const file = `${root}/docs/errors.md`;
  const codes = errorCodes(sourceTexts(root));
  if (args.includes("--write")) writeFileSync(file, errorsDocument(codes, readFileSync(file, "utf8")));
  const document = readFileSync(file, "utf8");
  const faults = documentFaults(codes, document);
  if (faults.length === 0 && errorsDocument(codes, document) !== document) faults.push("roots or places changed");
  if (faults.length === 0) return 0;
  const next = "Run node scripts/error-codes.mjs --write, then fill the empty last columns by hand.";
  process.stderr.write(`docs/errors.md:\n  ${faults.join("\n  ")}\n${next}\n`);
  return 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = main(process.argv.slice(2));

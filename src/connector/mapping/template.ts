/** Text with values in it: `{rule.name} on {host.name}`; `{{` and `}}` are braces. */
import { asText } from "../raw-fields.ts";
import { complain, type Part } from "./fault.ts";
import { type Path, parsePath, readPath } from "./path.ts";
import { readText } from "./read-part.ts";
import type { CompiledValue } from "./read-value.ts";
import type { Scope } from "./scope.ts";
import { filledText } from "./transform.ts";

const PIECE = /\{\{|\}\}|\{([^{}]*)\}|[{}]|[^{}]+/g;
const MAX_RESULT = 8_000;

/** A template, compiled. It is nothing where every path in it finds nothing. */
export function readTemplate(part: Part): CompiledValue | undefined {
  const text = readText(part);
  const pieces = text === undefined ? undefined : piecesOf(part, text);
  if (pieces === undefined) return undefined;
  const paths = pieces.filter((piece) => typeof piece !== "string");
  const run = (scope: Scope) => {
    const found = pieces.map((piece) => (typeof piece === "string" ? piece : filling(piece, scope)));
    const empty = paths.length > 0 && pieces.every((piece, index) => typeof piece === "string" || found[index] === "");
    return empty ? [] : filledText(found.join("").slice(0, MAX_RESULT).trim());
  };
  return { type: { kind: "text", list: false }, text: paths[0]?.text ?? "(template)", run, raw: run };
}

function filling(path: Path, scope: Scope): string {
  return readPath(path, scope).map(asText).filter(Boolean).join(", ").slice(0, MAX_RESULT);
}

function piecesOf(part: Part, text: string): (string | Path)[] | undefined {
  const pieces: (string | Path)[] = [];
  for (const [piece, inside] of text.matchAll(PIECE)) {
    const path = inside === undefined ? undefined : parsePath(inside.trim());
    if (path === null || piece === "{" || piece === "}")
      return complain(
        part,
        "mapping.bad-path",
        `${piece.slice(0, 60)} is no place in a template`,
        "write {a.path}; braces that stand for themselves are doubled",
      );
    pieces.push(path ?? (piece === "{{" || piece === "}}" ? piece.charAt(0) : piece));
  }
  return pieces;
}

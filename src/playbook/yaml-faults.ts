/** What the YAML parser complains about, in the words of somebody who writes playbooks: what to do, and where it began. */
import { type ErrorCode, Lexer } from "yaml";

export interface YamlFault {
  offset: number;
  message: string;
  fix: string;
}

const FIXES: Partial<Record<ErrorCode, string>> = {
  TAB_AS_INDENT: "indent with spaces",
  TAG_RESOLVE_FAILED: "leave the tag out: a playbook has none",
  BLOCK_AS_IMPLICIT_KEY: "put the text in quotes: a colon with a blank behind it begins a value",
  BLOCK_IN_FLOW: "write the braces or brackets in one line, or begin each item in a line of its own",
  UNEXPECTED_TOKEN: "put the text in quotes where it begins with a sign such as {, [, * or &",
  BAD_INDENT: "begin it in the same column as what it stands beside",
  BAD_ALIAS: "put the text in quotes, or write out what the alias stands for",
  MISSING_CHAR: "write what is missing, or put the text in quotes",
};

/** One complaint of the parser. `offset` is where to look: of a quote that is never closed its beginning, not the end of the file. */
export function yamlFault(
  text: string,
  problem: { code: ErrorCode; message: string; pos: [number, number] },
): YamlFault {
  const { code, message } = problem;
  const [at] = problem.pos;
  if (code === "MULTIPLE_DOCS")
    return { offset: at, message: "a second document begins here", fix: "keep one document in a file, without ---" };
  const open = message.startsWith("Missing closing") ? openQuote(text, at) : null;
  if (open !== null) return { offset: open, message: "this quote is never closed", fix: "write its closing quote" };
  // A map in a map is what two braces are in YAML, which people mean as a template.
  const braces = text.lastIndexOf("{{", at);
  const template = braces >= 0 && !text.slice(braces, at).includes("\n");
  const fix = template && code !== "TAB_AS_INDENT" ? 'put the text in quotes: "{{ … }}"' : FIXES[code];
  const list = message.includes("block sequence") ? "begin the list below its key, such as steps:" : undefined;
  const said = message.includes("- indicator") ? FIXES.BAD_INDENT : (list ?? fix);
  return { offset: at, message: `this is not valid YAML: ${message}`, fix: said ?? "mend the syntax here" };
}

/** Where the last text in quotes begins that is not closed before the offset. */
function openQuote(text: string, before: number): number | null {
  let offset = 0;
  let open: number | null = null;
  for (const lexeme of new Lexer().lex(text)) {
    if (!text.startsWith(lexeme, offset)) continue;
    const [quote] = lexeme;
    if ((quote === '"' || quote === "'") && (lexeme.length === 1 || lexeme.at(-1) !== quote) && offset < before)
      open = offset;
    offset += lexeme.length;
  }
  return open;
}

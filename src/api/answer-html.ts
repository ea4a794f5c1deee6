/** The page behind a link: what is asked, in words, and a form. No script, nothing from elsewhere, every text as text. */

import { createHash } from "node:crypto";
import { wordLines } from "../model/words.ts";

import type { ApprovalRow } from "../store/approval.ts";

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#1b1f24;background:#fff}
dt{font-weight:600;margin-top:.6rem}dd{margin:0;overflow-wrap:anywhere}fieldset{margin-top:1.5rem;border:1px solid #8c959f;padding:1rem}
label{display:block;margin:.4rem 0}textarea{width:100%;min-height:4rem;font:inherit;box-sizing:border-box}button{font:inherit;padding:.5rem 1.2rem;margin-top:.8rem}
@media (prefers-color-scheme:dark){body{color:#e6edf3;background:#0d1117}}`;

/** What goes with every such page: it may run nothing, load nothing, be framed by nobody, and is kept by nobody. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": `default-src 'none'; style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "x-robots-tag": "noindex",
};

/** The question with its form; `complaint` is what was wrong with an answer that was tried. */
export function questionPage(approval: ApprovalRow, person: string, complaint = ""): string {
  const { words, argsHash, expiresAt, votes, terms } = approval;
  const yes = votes.filter(({ answer }) => answer === "approved").map((vote) => vote.person);
  const soFar = terms.approvers === 1 ? "" : `<dt>Said yes so far</dt><dd>${escaped(yes.join(", ") || "nobody")}</dd>`;
  const rows = wordLines(words).map(([label, text]) =>
    text === "" ? "" : `<dt>${label}</dt><dd>${escaped(text)}</dd>`,
  );
  return page(
    "Yes or no?",
    `${complaint === "" ? "" : `<p role="alert"><strong>${escaped(complaint)}</strong></p>`}
<dl>${rows.join("")}${soFar}<dt>You are</dt><dd>${escaped(person)}</dd><dt>Answer before</dt><dd>${expiresAt.toISOString()}</dd></dl>
<form method="post" autocomplete="off"><fieldset><legend>Your answer, once</legend>
<input type="hidden" name="argsHash" value="${escaped(argsHash)}">
<label><input type="radio" name="answer" value="approved" required> Yes, do it</label>
<label><input type="radio" name="answer" value="denied"> No, do not do it</label>
<label for="reason">Why (needed for a no)</label><textarea id="reason" name="reason" maxlength="4000"></textarea>
<button type="submit">Answer</button></fieldset></form>`,
  );
}

/** A page that only says something. */
export function wordsPage(title: string, words: string): string {
  return page(title, `<p>${escaped(words)}</p>`);
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Cordon: ${escaped(title)}</title><style>${STYLE}</style></head><body><h1>${escaped(title)}</h1>${body}</body></html>\n`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

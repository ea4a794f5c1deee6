/** JSON text that Postgres takes: `jsonb` refuses U+0000 and unpaired surrogates, which JSON itself allows and hostile input contains. */
export function pgJson(value: unknown): string {
  const text = JSON.stringify(value) ?? "null";
  return text.includes("\\u")
    ? text.replace(REFUSED, (whole, backslashes: string) =>
        backslashes.length % 2 === 0 ? whole : `${backslashes.slice(1)}\\ufffd`,
      )
    : text;
}

/** An escape for U+0000 or an unpaired surrogate (JSON.stringify writes paired ones as characters), with the backslashes before it. */
const REFUSED = /(\\+)u(?:0000|d[89a-f][0-9a-f]{2})/gi;

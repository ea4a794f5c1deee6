/** One policy of a file, with its place: annotations first, up to and with the semicolon. */
export interface PolicyText {
  file: string;
  /** Of the whole file, for places. */
  fileText: string;
  offset: number;
  text: string;
}

/**
 * Splits a file at the semicolons that end policies, strings and comments aside. Each policy is parsed by itself, so that one that is wrong
 * does not hide the next. A rest without a semicolon is a policy too: the parser says what it lacks.
 */
export function splitPolicies(file: string, fileText: string): PolicyText[] {
  const policies: PolicyText[] = [];
  const token = /"(?:\\[\s\S]|[^"\\])*"|\/\/[^\n]*|;|\s+|[^\s;"/]+|[\s\S]/g;
  let start: number | null = null;
  for (const match of fileText.matchAll(token)) {
    const [part] = match;
    if (start === null && (part.startsWith("//") || part.trim() === "")) continue;
    start ??= match.index;
    if (part !== ";") continue;
    policies.push({ file, fileText, offset: start, text: fileText.slice(start, match.index + 1) });
    start = null;
  }
  if (start !== null) policies.push({ file, fileText, offset: start, text: fileText.slice(start) });
  return policies;
}

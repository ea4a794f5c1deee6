/** What is typed as a view's name, as views are called: lower-case letters, digits and dashes, so that commands and addresses can name them. */

const MOST = 63;

export function viewNameOf(typed: string): string {
  const plain = typed.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return plain
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-/, "")
    .slice(0, MOST)
    .replace(/-$/, "");
}

/** What applying a taxonomy or policies came to, as a sentence. */
export function appliedText({ number, changed }: { number: number; changed: boolean }): string {
  return changed ? `Version ${number} is in force.` : `Version ${number} is the same, and in force already.`;
}

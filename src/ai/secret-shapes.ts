/** Secrets that nobody told us of, by the shapes in common use: people paste them into tickets, and attackers' logs are full of them. */

const SHAPES: readonly RegExp[] = [
  /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]{0,10000}?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g,
  /\bcrd_[A-Za-z0-9_-]{20,200}/g,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /\b(?:gh[pousr]|git[a-z]{3}_pat|glpat|xox[abeoprs]|sk|pk|rk|hf|npm)[-_][A-Za-z0-9_-]{16,250}/g,
  /\bAIza[A-Za-z0-9_-]{30,60}/g,
  /\beyJ[A-Za-z0-9_-]{8,4000}\.[A-Za-z0-9_-]{8,4000}(?:\.[A-Za-z0-9_-]{0,4000})?/g,
  /\b(?:bearer|basic)\s+[A-Za-z0-9+/_.=~-]{12,4000}/gi,
  /\b(?:password|passwd|pwd|passphrase|secret|api[_-]?key|access[_-]?token|auth[_-]?token|client[_-]?secret)["']?\s{0,5}[:=]\s{0,5}["']?[^\s"',;&]{4,500}/gi,
  /:\/\/[^\s/:@]{1,200}:[^\s/@]{1,200}@/g,
];

/** The text with whatever looks like a secret replaced. */
export function withoutSecretShapes(text: string): string {
  return SHAPES.reduce((clean, shape) => clean.replace(shape, "[redacted]"), text);
}

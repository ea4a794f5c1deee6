/** Keeps secrets out of what is said: vendors like to echo a credential in the message that refuses it. */

const SECRET_HEADERS =
  /^(authorization|proxy-authorization|cookie|x-.*(key|token|secret|auth).*|.*-(key|token|secret))$/i;
/** Shorter values would blank out ordinary words. */
const SHORTEST_SECRET = 6;

/** `text` with every occurrence of a secret, plain, percent-encoded or in Base64, replaced. */
export function redactSecrets(text: string, secrets: Iterable<string>): string {
  let clean = text;
  for (const secret of secrets) {
    if (secret.length < SHORTEST_SECRET) continue;
    for (const form of [secret, encodeURIComponent(secret.toWellFormed()), Buffer.from(secret).toString("base64")])
      clean = clean.replaceAll(form, "[redacted]");
  }
  return clean;
}

/** The values among request headers that are credentials, with and without their scheme (`Bearer …`). */
export function secretsInHeaders(headers: Record<string, string>): string[] {
  return Object.entries(headers)
    .filter(([name]) => SECRET_HEADERS.test(name) && name.toLowerCase() !== "idempotency-key")
    .flatMap(([, value]) => [value, value.slice(value.indexOf(" ") + 1)]);
}

/** Conditional requests: the mark of what was read, and a write that is made only while it still holds (RFC 9110, 8.8.3 and 13.1.1). */

const STRONG_ETAG = /^"[\x21\x23-\x7e]{0,198}"$/;

/**
 * The answer's ETag with its quotes; empty when there is none that a write can be tied to. If-Match compares strongly, so a weak tag would never
 * match.
 */
export function versionOf(headers: Record<string, string>): string {
  const etag = headers.etag?.trim() ?? "";
  return STRONG_ETAG.test(etag) ? etag : "";
}

/** The header that ties a write to a version; none for an empty version. What has changed meanwhile answers 412, which is `connector.conflict`. */
export function onlyIf(version: string): Record<string, string> {
  return version === "" ? {} : { "if-match": version };
}

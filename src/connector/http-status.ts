/** What an answer that is not a success means, as one of our errors: who must act, and when another try is worth it. */
import { type CordonError, RefusedError, TransientError } from "../errors.ts";

/** No vendor parks a call for longer than this. */
const LONGEST_RETRY_AFTER_MS = 24 * 60 * 60 * 1000;
const EXCERPT_LENGTH = 200;
/** Somebody has just edited what was to be written: time for that edit to come to its end. */
const CONFLICT_RETRY_MS = 500;

export interface UnwantedAnswer {
  status: number;
  headers: Record<string, string>;
  /** The body as text. */
  text: string;
  /** Whether the request was tied to a version (`If-Match`). */
  conditional?: boolean;
  /** `POST https://host/path`, without the query. */
  call: string;
  now: Date;
}

/** The error for a status that is neither 2xx nor accepted by the caller (RFC 9110, 15; RFC 6585 for 429). `connector.conflict`: nothing was written. */
export function errorOfStatus(answer: UnwantedAnswer): CordonError {
  const { status, call } = answer;
  const excerpt = printableExcerpt(answer.text);
  const details = { status, sent: true, ...(excerpt === "" ? {} : { answer: excerpt }) };
  const words = `${call} answered ${status}`;
  const saying = excerpt === "" ? "." : `: ${excerpt}`;
  if (status === 429 || status === 408 || status === 425 || status >= 500) {
    const retryAfterMs = readRetryAfter(answer.headers["retry-after"], answer.now);
    const code = status === 429 ? "connector.rate-limited" : "connector.unavailable";
    return new TransientError(code, `${words}${saying}`, {
      details,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    });
  }
  if (status === 412 && answer.conditional === true)
    return new TransientError(
      "connector.conflict",
      `${words}: it was changed since it was read, and nothing was written; read it again.`,
      { retryAfterMs: CONFLICT_RETRY_MS, details },
    );
  if (status === 401 || status === 403)
    return new RefusedError(
      "connector.forbidden",
      `${words}; the connection's credentials do not allow this call${saying}`,
      { details },
    );
  if (status === 404 || status === 410)
    return new RefusedError("connector.not-found", `${words}${saying}`, { details });
  if (status >= 300 && status < 400) {
    return new RefusedError(
      "connector.redirected",
      `${words}, a redirect; redirects are not followed, give the connection the final address.`,
      { details },
    );
  }
  return new RefusedError("connector.rejected", `${words}${saying}`, { details });
}

/** `Retry-After` in milliseconds from now: seconds or an HTTP date (RFC 9110, 10.2.3), at most a day; undefined when absent or unreadable. */
export function readRetryAfter(value: string | undefined, now: Date): number | undefined {
  if (value === undefined) return undefined;
  const text = value.trim();
  const milliseconds = /^\d{1,10}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now.getTime();
  if (Number.isNaN(milliseconds)) return undefined;
  return Math.min(Math.max(milliseconds, 0), LONGEST_RETRY_AFTER_MS);
}

/** The first 200 printable characters, on one line. */
export function printableExcerpt(text: string): string {
  return text
    .slice(0, EXCERPT_LENGTH * 4)
    .replace(/[\p{C}\p{Z}]+/gu, " ")
    .trim()
    .slice(0, EXCERPT_LENGTH)
    .toWellFormed();
}

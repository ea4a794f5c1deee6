/** What an IMAP server's refusals and a broken connection mean to us, by their codes. Response codes: RFC 9051, 7.1. */
import { type CordonError, isCordonError, RefusedError, TransientError } from "../../errors.ts";

/** As far as the library describes a failure. */
interface ImapFailure {
  code?: string;
  authenticationFailed?: boolean;
  tlsFailed?: boolean;
  mailboxMissing?: boolean;
  responseStatus?: string;
  serverResponseCode?: string;
  throttleReset?: number;
}

/** What Node reports when a certificate does not verify. */
const UNTRUSTED = /^(ERR_TLS_CERT_ALTNAME_INVALID|ERR_OSSL_|CERT_|.*_CERT(_|$)|UNABLE_TO_|.*SELF_SIGNED)/;
/** What the server sends is more, or other, than it may. */
const UNREADABLE =
  /^(LineTooLarge|LiteralTooLarge|ResponseTooLarge|TooMany|ParserError|MAX_IMAP_NESTING|InvalidResponse|ResponseProcessing)/;
const COME_BACK_LATER = new Set(["UNAVAILABLE", "INUSE", "LIMIT", "SERVERBUG", "OVERQUOTA"]);

/** One of our errors for whatever was thrown; `task` says in words what was tried. */
export function imapError(error: unknown, host: string, task: string): CordonError {
  if (isCordonError(error)) return error;
  const failure = error as ImapFailure;
  const code = failure.code ?? failure.serverResponseCode;
  const details = { host, ...(code === undefined ? {} : { cause: code }) };
  const refused = (is: string, words: string) => new RefusedError(is, words, { details });
  if (COME_BACK_LATER.has(failure.serverResponseCode ?? "") || code === "ETHROTTLE")
    return new TransientError("connector.unavailable", `${host} asks to come back later (${code}).`, {
      details,
      ...(failure.throttleReset === undefined ? {} : { retryAfterMs: failure.throttleReset }),
    });
  if (code !== undefined && UNTRUSTED.test(code))
    return refused(
      "connector.untrusted-certificate",
      `The certificate of ${host} cannot be trusted (${code}); give its authority as tls.caPem, and use the name the certificate is for.`,
    );
  if (failure.authenticationFailed)
    return refused(
      "connector.forbidden",
      `${host} does not let the user of this connection in with its password or token.`,
    );
  if (failure.tlsFailed)
    return refused("connector.rejected", `${host} does not encrypt as the setting security asks; nothing was sent.`);
  if (failure.mailboxMissing) return refused("connector.not-found", `${host} has no such mailbox, to ${task}.`);
  if (code !== undefined && UNREADABLE.test(code))
    return refused("connector.bad-answer", `${host} answered something that cannot be read, to ${task} (${code}).`);
  if (failure.responseStatus !== undefined)
    return refused("connector.rejected", `${host} refused to ${task} (${code ?? failure.responseStatus}).`);
  return new TransientError(
    "connector.unreachable",
    `${host} could not be reached to ${task} (${code ?? "no answer"}).`,
    { details },
  );
}

/** What a directory's result codes and a broken connection mean to us. Codes: RFC 4511, 4.1.9 and appendix A. */
import { ResultCodeError } from "ldapts";
import { type CordonError, isCordonError, RefusedError, TransientError } from "../../src/errors.ts";

export const LDAP_DOCS = "https://www.rfc-editor.org/rfc/rfc4511";
/** The attribute has no such value: somebody else changed it since it was read. */
export const NO_SUCH_ATTRIBUTE = 16;
/** The value is there already: somebody else added it since the entry was read. */
export const VALUE_EXISTS = 20;
export const NO_SUCH_OBJECT = 32;

/** timeLimitExceeded, adminLimitExceeded, busy, unavailable. */
const COME_BACK_LATER = new Set([3, 11, 51, 52]);
/** authMethodNotSupported, strongerAuthRequired, confidentialityRequired, inappropriateAuthentication, invalidCredentials, insufficientAccessRights. */
const NOT_LET_IN = new Set([7, 8, 13, 48, 49, 50]);
/** What Node reports when a certificate does not verify; the handshake ended before anything was said. */
const UNTRUSTED = /^(ERR_TLS_CERT_ALTNAME_INVALID|ERR_OSSL_|CERT_|.*_CERT(_|$)|UNABLE_TO_|.*SELF_SIGNED)/;

const HINTS: Record<number, string> = {
  8: "it wants an encrypted connection: use ldaps:// or tls.startTls",
  13: "it wants an encrypted connection: use ldaps:// or tls.startTls",
  49: "name or password of the connection's account is wrong, or the account is disabled",
  50: "the connection's account lacks the right",
};

/** True for an answer with this result code. */
export function hasResultCode(error: unknown, ...codes: number[]): boolean {
  return error instanceof ResultCodeError && codes.includes(error.code);
}

/** One of our errors for whatever ldapts threw; `task` says in words what was tried, `sent` whether it may have changed something. */
export function directoryError(error: unknown, task: string, sent: boolean): CordonError {
  if (isCordonError(error)) return error;
  if (error instanceof ResultCodeError) return answerError(error.code, task);
  const { code } = error as NodeJS.ErrnoException;
  if (code !== undefined && UNTRUSTED.test(code))
    return new RefusedError(
      "connector.untrusted-certificate",
      `The directory's certificate cannot be trusted (${code}); give its authority as tls.caPem, and use the name the certificate is for.`,
      { details: { sent: false, cause: code } },
    );
  return new TransientError(
    "connector.unreachable",
    `The directory could not be reached to ${task} (${code ?? "no answer"}).`,
    {
      details: { sent, ...(code === undefined ? {} : { cause: code }) },
    },
  );
}

function answerError(code: number, task: string): CordonError {
  const said = `The directory refused to ${task}: result code ${code}${HINTS[code] ? `, ${HINTS[code]}` : ""}.`;
  const details = { details: { resultCode: code } };
  if (COME_BACK_LATER.has(code)) return new TransientError("connector.unavailable", said, details);
  if (NOT_LET_IN.has(code)) return new RefusedError("connector.forbidden", said, details);
  if (code === NO_SUCH_OBJECT) return new RefusedError("connector.not-found", said, details);
  return new RefusedError("connector.rejected", said, details);
}

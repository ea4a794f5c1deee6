/** The one place where an error becomes an HTTP answer: RFC 9457 problem details with our code, message and details. */
import { CordonError, type ErrorJson, InputError, isCordonError, TransientError } from "../errors.ts";
import { newId } from "../ids.ts";
import type { Log } from "../log.ts";
import { isPassing } from "../store/failure.ts";

/** Codes whose status is not their root's. */
const STATUS_OF_CODE: Readonly<Record<string, number>> = {
  "api.not-found": 404,
  "api.no-such-route": 404,
  "api.wrong-method": 405,
  "api.not-json": 415,
  "api.too-large": 413,
  "api.unreadable-delivery": 422,
  "api.not-valid": 422,
  "api.not-authenticated": 401,
  "api.conflict": 409,
  "api.second-factor-needed": 401,
  "people.last-admin": 409,
  "people.name-taken": 409,
  "people.no-such-try": 410,
  "people.wrong-code": 422,
  "people.bad-passkey": 422,
  "people.weak-password": 422,
  "approval.answered": 409,
  "approval.other-effect": 409,
  "approval.nobody-waits": 409,
  "approval.said-already": 409,
  "approval.link-used": 410,
  "lease.undone-elsewhere": 409,
  "playbook.not-draft": 409,
  "playbook.not-reviewed": 409,
  "playbook.nothing-before": 409,
  "playbook.in-use": 409,
  "content.moved-on": 409,
  "content.drifted": 409,
  "content.older-checkout": 409,
  "content.tests-failed": 409,
  "incident.no-disposition": 409,
  "run.not-movable": 409,
  "form.answered": 409,
  "mcp.too-much": 429,
  "proposal.answered": 409,
  "review.rows-open": 409,
  "form.nobody-waits": 409,
  "api.too-many-failures": 429,
  "ingest.bad-signature": 401,
  "ingest.overloaded": 429,
  "ingest.too-large": 413,
  "ingest.too-many": 413,
};
const STATUS_OF_ROOT = { input: 400, refused: 403, transient: 503, defect: 500 } as const;

const TITLES: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  409: "Conflict",
  410: "Gone",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  422: "Unprocessable Content",
  429: "Too Many Requests",
  500: "Internal Server Error",
  503: "Service Unavailable",
};

export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  message: string;
  details?: Record<string, unknown>;
  /** Of a defect: names the log line that says more. */
  id?: string;
}

/** Any thrown value as the answer to give; a defect is logged with an id, and only the id leaves the house. */
export function problemOf(thrown: unknown, log: Log): { problem: Problem; headers: Record<string, string> } {
  const error = ours(thrown);
  const status = STATUS_OF_CODE[error.code] ?? STATUS_OF_ROOT[error.root];
  const common = { type: `urn:cordon:error:${error.code}`, title: TITLES[status] ?? "Error", status, code: error.code };
  const headers: Record<string, string> = { "content-type": "application/problem+json" };
  if (status === 401) headers["www-authenticate"] = "Bearer";
  if (status === 429 || status === 503)
    headers["retry-after"] = String(Math.max(1, Math.ceil((error.retryAfterMs ?? 1000) / 1000)));
  if (status === 500) {
    const id = newId();
    const stack = thrown instanceof Error ? thrown.stack : undefined;
    log.error({ id, error: error.toJSON(), stack }, "a request met a defect");
    return {
      problem: { ...common, message: `Something is wrong on our side; the log has more under ${id}.`, id },
      headers,
    };
  }
  const details = error.details === undefined ? {} : { details: error.details };
  return { problem: { ...common, message: error.message, ...details }, headers };
}

function ours(thrown: unknown): CordonError {
  if (isCordonError(thrown)) return thrown;
  if (isPassing(thrown))
    return new TransientError("store.unavailable", "The database cannot be reached right now; try again.", {
      cause: thrown,
    });
  // Data exceptions (SQLSTATE class 22): a value that JSON and our contracts allow and a column does not, such as U+0000 in a text.
  if (/^22/.test(String((thrown as { code?: unknown } | null)?.code))) {
    return new InputError(
      "api.bad-value",
      "A value holds something that cannot be stored, such as the character U+0000.",
    );
  }
  return new CordonError("defect", "internal.unexpected", thrown instanceof Error ? thrown.message : String(thrown));
}

/** What an answer that is a problem looks like, for callers that read it back. */
export function isProblem(value: unknown): value is Problem & Pick<ErrorJson, "code" | "message"> {
  const problem = value as Partial<Problem> | null;
  return typeof problem === "object" && typeof problem?.code === "string" && typeof problem.message === "string";
}

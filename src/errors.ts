/**
 * Every error says who must act. The four roots are told apart by `root`, never by message or class identity, because errors
 * cross process and database borders as JSON.
 */
export type ErrorRoot = "input" | "transient" | "refused" | "defect";

/** Where in a text the fault lies; lines and columns count from 1. */
export interface Place {
  file?: string;
  line?: number;
  column?: number;
}

export interface ErrorJson {
  root: ErrorRoot;
  code: string;
  message: string;
  details?: Record<string, unknown>;
  retryAfterMs?: number;
  cause?: ErrorJson;
}

interface ErrorOptionsOfOurs {
  details?: Record<string, unknown>;
  retryAfterMs?: number;
  cause?: unknown;
}

/** The common shape: a stable code `area.reason`, typed details, an optional cause. Use one of the four roots below. */
export class CordonError extends Error {
  readonly root: ErrorRoot;
  readonly code: string;
  readonly details: Record<string, unknown> | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(root: ErrorRoot, code: string, message: string, options: ErrorOptionsOfOurs = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "CordonError";
    this.root = root;
    this.code = code;
    this.details = options.details;
    this.retryAfterMs = options.retryAfterMs;
  }

  toJSON(): ErrorJson {
    return toErrorJson(this);
  }
}

/** The caller must act: what was given is not acceptable. Doors answer 4xx, the CLI exits with 2. */
export class InputError extends CordonError {
  constructor(code: string, message: string, options: ErrorOptionsOfOurs = {}) {
    super("input", code, message, options);
  }
}

/** Nobody must act: it may work later. `retryAfterMs` says when it is worth another try. */
export class TransientError extends CordonError {
  constructor(code: string, message: string, options: ErrorOptionsOfOurs = {}) {
    super("transient", code, message, options);
  }
}

/** A person must act: a guard or another system said no, and asking again the same way will not help. */
export class RefusedError extends CordonError {
  constructor(code: string, message: string, options: ErrorOptionsOfOurs = {}) {
    super("refused", code, message, options);
  }
}

/** We must act: an assumption of the program does not hold. */
export class DefectError extends CordonError {
  constructor(code: string, message: string, options: ErrorOptionsOfOurs = {}) {
    super("defect", code, message, options);
  }
}

/** True for any of our errors, also one that came back from JSON through {@link fromErrorJson}. */
export function isCordonError(error: unknown): error is CordonError {
  return error instanceof CordonError;
}

/** Any thrown value as JSON; what is not ours becomes a defect `internal.unexpected` without its stack. */
export function toErrorJson(error: unknown): ErrorJson {
  if (!isCordonError(error)) {
    const message = error instanceof Error ? error.message : String(error);
    return { root: "defect", code: "internal.unexpected", message };
  }
  return {
    root: error.root,
    code: error.code,
    message: error.message,
    ...(error.details === undefined ? {} : { details: error.details }),
    ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
    ...(error.cause === undefined ? {} : { cause: toErrorJson(error.cause) }),
  };
}

/** The error that {@link toErrorJson} wrote down, with its root, code and details. */
export function fromErrorJson(json: ErrorJson): CordonError {
  return new CordonError(json.root, json.code, json.message, {
    ...(json.details === undefined ? {} : { details: json.details }),
    ...(json.retryAfterMs === undefined ? {} : { retryAfterMs: json.retryAfterMs }),
    ...(json.cause === undefined ? {} : { cause: fromErrorJson(json.cause) }),
  });
}

/** `file:line:column`, leaving out what is not known. */
export function placeText(place: Place): string {
  const position =
    place.line === undefined ? "" : `:${place.line}${place.column === undefined ? "" : `:${place.column}`}`;
  return `${place.file ?? "<input>"}${position}`;
}

import { pino } from "pino";

/** Structured log lines (JSON on standard error). Fields named like a secret are replaced before they are written. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  child(fields: object): Log;
}

const SECRET_NAMES = [
  "password",
  "secret",
  "secrets",
  "token",
  "authorization",
  "apiKey",
  "api_key",
  "privateKey",
  "signature",
  "cookie",
];
const REDACTED_PATHS = SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `*.*.*.${name}`]);

/** The root logger; `level` is one of pino's (debug, info, warn, error, silent). */
export function newLog(level: string): Log {
  return pino(
    {
      level,
      base: {},
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: REDACTED_PATHS, censor: "[redacted]" },
    },
    pino.destination({ dest: 2, sync: false }),
  );
}

/** Says nothing; for tests and tools. */
export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {}, child: () => silentLog };

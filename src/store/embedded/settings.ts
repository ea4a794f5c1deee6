/** One database port number names the socket file; nothing listens on TCP. */
export const SOCKET_PORT = 5432;

/**
 * The server's settings that differ from Postgres's defaults, or that must not be lost to an edited postgresql.conf.
 * They are given at each start, so a newer Cordon brings its settings to an older data directory.
 */
const SETTINGS: Record<string, string> = {
  // Reached through the socket only: the directory's permissions are the door, and the OpenSSL in this build is too old for a network.
  listen_addresses: "",
  port: String(SOCKET_PORT),
  unix_socket_permissions: "0700",
  // An alert is acknowledged once it is durable: these are defaults, pinned.
  fsync: "on",
  full_page_writes: "on",
  synchronous_commit: "on",
  // The hot tables (open incidents, waiting runs, their indexes) stay in memory; the default is 128 MB.
  shared_buffers: "256MB",
  // A burst of alerts writes gigabytes of WAL; with the default 1 GB it would force a checkpoint every few seconds.
  max_wal_size: "4GB",
  // Keeps segments for reuse, so that the next burst does not wait for new files to be written full of zeros.
  min_wal_size: "512MB",
  // Page images after a checkpoint are written as they are: pglz, all that this build has, costs a burst a third of its processor time.
  wal_compression: "off",
  // Our statements are short and prepared; compiling them costs more than running them.
  jit: "off",
  // A few processes with a pool of ten each, the engine's pool, and reserve for a person.
  max_connections: "60",
  // Rows carry time stamps of many vendors; the host's zone must not leak into any text form.
  timezone: "UTC",
  log_timezone: "UTC",
  // Plain lines to the file that was opened for it; %e is the SQLSTATE, by which a failed start is understood.
  log_destination: "stderr",
  logging_collector: "off",
  log_line_prefix: "%m [%p] %e ",
  // English whatever the host speaks, so that a log can be searched.
  lc_messages: "C",
  // The details of an error quote rows, and rows hold alerts and sealed secrets: keep them out of the log.
  log_error_verbosity: "terse",
  // A checkpoint every five minutes is no news.
  log_checkpoints: "off",
  // Tells our server from any other in a process list.
  cluster_name: "cordon",
};

/** Arguments for `postgres`; `overrides` win (only the tests' throw-away cluster has any). */
export function serverArguments(dataDir: string, socketDir: string, overrides: Record<string, string> = {}): string[] {
  const all = { ...SETTINGS, unix_socket_directories: socketDir, ...overrides };
  return ["-D", dataDir, ...Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
}

/** What a child of ours gets to see of the environment: nothing of PG* or LD_*, which would change what it does. */
export const CHILD_ENVIRONMENT = { PATH: "/usr/local/bin:/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" };

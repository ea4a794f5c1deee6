/** What went wrong, for people: by status, with what to do by code. The server's own message says the rest. */
export const problems = {
  failed: "That did not work",
  partGone: "This part of the console is not to be had",
  partGoneHint:
    "Cordon was updated since this page was opened, or it cannot be reached. Reload the page; what was sent before is done.",
  offline: "The server cannot be reached",
  offlineHint: "Check that Cordon runs and that the network is there, then try again.",
  defect: "The console met a mistake of its own",
  defectHint: "Reload the page. If it happens again, report it with what you did.",
  unexpected: (status: number) => `The answer (${status}) did not come from Cordon; perhaps a proxy is in between.`,
  titles: {
    400: "That cannot be asked so",
    401: "Sign in again",
    403: "That is not allowed",
    404: "That is not there",
    409: "Somebody was faster",
    422: "Something is not filled in right",
    429: "Too much at once",
    500: "Something is wrong on the server",
    503: "The server is not ready",
  } as Readonly<Record<number, string>>,
  hints: {
    "api.conflict": "The page shows what is there now. Repeat the change if it is still wanted.",
    "api.not-authorized": "Ask an admin for the role.",
    "api.not-found": "It may belong to another workspace, or may have been removed.",
    "store.unavailable": "It is tried again by itself.",
  } as Readonly<Record<string, string>>,
} as const;

/** What the states of an Okta account mean for whoever wants to keep somebody out. Source: the user object's `status` in the Users API. */

export interface AccountState {
  /** Nobody has closed it: who holds the password gets in, now or after a step of their own. */
  enabled: boolean;
  /** What it is, for a person. */
  words: string;
}

export const STATES = {
  ACTIVE: { enabled: true, words: "it is in use" },
  PASSWORD_EXPIRED: { enabled: true, words: "it asks for a new password, and whoever knows the old one may set it" },
  LOCKED_OUT: {
    enabled: true,
    words: "it is locked after failed sign-ins, and may be unlocked by time or by its owner",
  },
  RECOVERY: { enabled: true, words: "its password is being reset" },
  PROVISIONED: { enabled: true, words: "its owner has not finished the first sign-in" },
  SUSPENDED: { enabled: false, words: "it is suspended" },
  STAGED: { enabled: false, words: "it was never activated" },
  DEPROVISIONED: { enabled: false, words: "it is deactivated" },
} as const satisfies Record<string, AccountState>;

export type Status = keyof typeof STATES;

export const STATUSES = Object.keys(STATES) as [Status, ...Status[]];

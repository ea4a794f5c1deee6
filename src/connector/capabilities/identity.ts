import { z } from "zod";
import { defineCapability } from "../capability.ts";

const User = z.string().min(1).max(320);
const Reason = z.string().max(500).default("");

export const getUser = defineCapability({
  id: "identity.get-user",
  title: "Look up an account",
  effect: "observe",
  input: z.object({ user: User }),
  output: z.object({
    found: z.boolean(),
    enabled: z.boolean(),
    privileged: z.boolean(),
    displayName: z.string(),
    groups: z.array(z.string()),
  }),
  target: { type: "user", field: "user" },
  say: (input) => `look up account ${input.user}`,
});

export const suspendUser = defineCapability({
  id: "identity.suspend-user",
  title: "Suspend an account",
  effect: "contain",
  input: z.object({ user: User, reason: Reason }),
  output: z.object({ wasEnabled: z.boolean() }),
  target: { type: "user", field: "user" },
  reversal: "identity.restore-user",
  alreadySo: (output) => !output.wasEnabled,
  d3fend: ["D3-AL"],
  say: (input) => `suspend account ${input.user}`,
});

export const restoreUser = defineCapability({
  id: "identity.restore-user",
  title: "Restore a suspended account",
  effect: "recover",
  input: z.object({ user: User, reason: Reason }),
  output: z.object({}),
  target: { type: "user", field: "user" },
  d3fend: ["D3-ULA"],
  say: (input) => `restore account ${input.user}`,
});

/** `revoked` is -1 where the product ends sessions without saying how many. */
export const revokeSessions = defineCapability({
  id: "identity.revoke-sessions",
  title: "End all sessions of an account",
  effect: "eradicate",
  input: z.object({ user: User, reason: Reason }),
  output: z.object({ revoked: z.number().int() }),
  target: { type: "user", field: "user" },
  irreversible: "A session that was ended cannot be resumed; the user signs in again.",
  d3fend: ["D3-ST"],
  say: (input) => `end all sessions of ${input.user}`,
});

/** The password that somebody stole stays good until then: whoever must keep an intruder out at once suspends the account. */
export const requirePasswordChange = defineCapability({
  id: "identity.require-password-change",
  title: "Require a new password at the next sign-in",
  effect: "eradicate",
  input: z.object({ user: User, reason: Reason }),
  output: z.object({ wasRequired: z.boolean() }),
  target: { type: "user", field: "user" },
  irreversible: "The user sets a new password at the next sign-in; the old one is not to come back.",
  alreadySo: (output) => output.wasRequired,
  d3fend: ["D3-CRO"],
  say: (input) => `require a new password of ${input.user} at the next sign-in`,
});

export const identityCapabilities = [getUser, suspendUser, restoreUser, revokeSessions, requirePasswordChange];

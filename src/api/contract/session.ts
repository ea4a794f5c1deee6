/** Signing in and out, and who one is. */
import { z } from "zod";
import { Session } from "../../model/person.ts";
import { PersonName, Role } from "../../model/token.ts";

/** Longer than any that is taken, so that the rules say what is wrong, and short enough to hash. */
const password = z.string().min(1).max(1024);
/** As people type it. */
const name = z.string().trim().toLowerCase().min(1).max(100);

export const SignInMethod = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("password") }),
  z.object({ kind: z.literal("passkey") }),
  z.object({ kind: z.literal("oidc"), name: z.string(), url: z.string() }),
]);
export type SignInMethod = z.infer<typeof SignInMethod>;

export const SignInOffer = z.object({
  /** The one-time secret of the first start waits to be used. */
  firstAdmin: z.boolean(),
  methods: z.array(SignInMethod),
});
export type SignInOffer = z.infer<typeof SignInOffer>;

export const SignIn = z.strictObject({
  name,
  password,
  /** Of the second factor, once it is asked for by `api.second-factor-needed`. */
  code: z.string().trim().min(1).max(40).optional(),
});

export const FirstAdmin = z.strictObject({ secret: z.string().trim().min(1).max(200), name: PersonName, password });
export const AcceptInvitation = z.strictObject({ code: z.string().trim().min(1).max(200), password });

const WorkspaceRef = z.object({ id: z.uuid(), name: z.string() });
export const Me = z.object({
  /** As audit rows and approvals name one. */
  person: z.string(),
  /** Of the token, or the person. */
  name: z.string(),
  roles: z.array(Role),
  workspace: WorkspaceRef,
  /** Whether that is the installation's first one, in which the simulated company plays. */
  inFirst: z.boolean(),
  /** Where one may go by `POST /v1/session/workspace`. */
  workspaces: z.array(WorkspaceRef),
  /** Operations of this API that one may call now, by their `operationId`. */
  permissions: z.array(z.string()),
  /** One may do nothing until one has added a second factor. */
  mustEnrol: z.boolean(),
});
export type Me = z.infer<typeof Me>;

export const ChangeWorkspace = z.strictObject({ workspace: z.string().min(1).max(100) });
export const ChangePassword = z.strictObject({ current: password, password });

export const OwnSessionList = z.object({ items: z.array(Session.extend({ current: z.boolean() })) });
export type OwnSessionList = z.infer<typeof OwnSessionList>;

export const SignedOut = z.object({
  done: z.literal(true),
  /** Where the browser goes to be signed out of the identity provider as well; null for who did not come by one. */
  goOnTo: z.string().nullable(),
});
export type SignedOut = z.infer<typeof SignedOut>;

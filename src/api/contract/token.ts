import { z } from "zod";
import { ConnectionName } from "../../model/connection.ts";
import { PersonName, Role, Token } from "../../model/token.ts";

export const TokenList = z.object({ items: z.array(Token) });

export const NewToken = z
  .strictObject({
    name: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,62}$/i, "letters, digits, dots and dashes, at most 63"),
    roles: z.array(Role).min(1).max(6),
    /** Whose it is, where that is not its name: two tokens of one person are one approver. */
    person: PersonName.optional(),
    /** Only with the role ingest: the one connection it may deliver to. */
    connection: ConnectionName.optional(),
  })
  .refine((token) => token.connection === undefined || token.roles.every((role) => role === "ingest"), {
    path: ["connection"],
    message: "only a token with the role ingest alone can be bound to a connection",
  });

/** The token itself is shown this once. */
export const IssuedToken = z.object({ id: z.uuid(), name: z.string(), roles: z.array(Role), token: z.string() });

export const Login = z.strictObject({
  secret: z.string().min(1).max(200),
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]{0,62}$/i)
    .default("admin"),
});

export const Self = z.object({
  ...{ name: z.string(), person: z.string(), roles: z.array(Role), workspaceId: z.uuid() },
  /** The workspace's name. */
  workspace: z.string(),
});
export type Self = z.infer<typeof Self>;

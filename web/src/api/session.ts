/** Who is signed in. The cookie says it; scripts do not see it. */
import { useQuery } from "@tanstack/react-query";
import type { Me } from "../../../src/api/contract/session.ts";
import type { Role } from "../../../src/model/token.ts";
import { read } from "./client.ts";

/** Who is signed in; an error with status 401 when nobody is. */
export function useMe() {
  return useQuery({
    queryKey: ["me"],
    queryFn: ({ signal }) => read<Me>("/v1/me", {}, signal),
    retry: false,
    staleTime: 5 * 60_000,
  });
}

/** Whether somebody has one of the roles; admins have them all. The server decides, this only spares people what it would refuse. */
export function may(me: Pick<Me, "roles"> | undefined, ...roles: Role[]): boolean {
  return me?.roles.some((role) => role === "admin" || roles.includes(role)) ?? false;
}

/** Whether somebody may call an operation of the API, by its `operationId`. */
export function can(me: Pick<Me, "permissions"> | undefined, operation: string): boolean {
  return me?.permissions.includes(operation) ?? false;
}

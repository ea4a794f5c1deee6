/** Which operations of the API a caller may use, by one rule for console, command line and tokens. */
import type { Caller } from "./authenticate.ts";
import { actionOf, type Needs, type RouteSpec } from "./door.ts";

export interface Access {
  /** Takes the table of routes, once it is made. */
  learn(specs: readonly RouteSpec[]): void;
  /** The actions that a caller may use, in order of name. */
  permissionsOf(caller: Pick<Caller, "roles">): string[];
}

/** Whether the table lets somebody with these roles in. */
export function meets(needs: Needs, roles: Caller["roles"]): boolean {
  return (
    needs === "nobody" || needs === "anybody" || roles.includes("admin") || needs.some((role) => roles.includes(role))
  );
}

export function newAccess(): Access {
  let known: readonly RouteSpec[] = [];
  return {
    learn(specs) {
      known = specs;
    },
    permissionsOf: ({ roles }) =>
      known
        .filter(({ needs }) => needs !== "nobody" && meets(needs, roles))
        .map(actionOf)
        .sort(),
  };
}

/** Whose a version is: nobody reviews their own, and the server refuses it. */
import type { StandingVersion } from "../../../../src/api/contract/version.ts";

export function isOwn(
  { createdBy, submittedBy }: Pick<StandingVersion, "createdBy" | "submittedBy">,
  me = "",
): boolean {
  return [createdBy, submittedBy].includes(`person:${me}`);
}

/** Whether somebody may answer an approval, as far as the console can know. The server decides; this spares people what it would refuse. */
import type { ApprovalDetail } from "../../../../src/api/contract/approval.ts";
import type { Me } from "../../../../src/api/contract/session.ts";
import { approvals as words } from "../../words/approvals.ts";

export interface MayAnswer {
  yes: boolean;
  no: boolean;
  /** Why not, or not any more; empty when both are open. */
  why: string;
}

type Asked = Pick<ApprovalDetail, "status" | "terms" | "votes">;
type Asking = Pick<Me, "person" | "roles" | "permissions">;

export function mayAnswer({ status, terms, votes }: Asked, me: Asking): MayAnswer {
  if (status !== "pending") return { yes: false, no: false, why: "" };
  if (!me.permissions.includes("postApprovalsIdApprove")) return { yes: false, no: false, why: words.readOnly };
  const lacks = me.roles.includes("admin") ? [] : terms.roles.filter((role) => !me.roles.includes(role));
  if (lacks.length > 0) return { yes: false, no: false, why: words.lacksRole(lacks) };
  const said = votes.some(({ person, answer }) => person === me.person && answer === "approved");
  return said ? { yes: false, no: true, why: words.saidAlready } : { yes: true, no: true, why: "" };
}

/** How many said yes, and how many more it takes. */
export function quorumOf({ terms, votes }: Pick<ApprovalDetail, "terms" | "votes">): { yes: number; left: number } {
  const yes = votes.filter(({ answer }) => answer === "approved").length;
  return { yes, left: Math.max(0, terms.approvers - yes) };
}

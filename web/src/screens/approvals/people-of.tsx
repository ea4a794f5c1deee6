/** Whom an approval is between: who answered what, and who was asked by which way. */
import type { ApprovalDetail } from "../../../../src/api/contract/approval.ts";
import { Defanged } from "../../ui/defanged.tsx";
import { Section } from "../../ui/page.tsx";
import { Time } from "../../ui/time.tsx";
import { approvals as words } from "../../words/approvals.ts";

export function Votes({ votes }: Pick<ApprovalDetail, "votes">) {
  if (votes.length === 0) return null;
  return (
    <Section title={words.answers}>
      <ul className="flex flex-col gap-1.5">
        {votes.map(({ person, answer, way, comment, at }) => (
          <li key={person}>
            <span className="font-medium">{person}</span> {words.answer[answer]} {words.way(way)} · <Time at={at} />
            {comment !== null && (
              <p className="text-muted">
                <Defanged text={comment} />
              </p>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function AskedPeople({ asked, status, terms }: Pick<ApprovalDetail, "asked" | "status" | "terms">) {
  if (asked.length === 0 && status !== "pending") return null;
  if (asked.length === 0)
    return (
      <Section title={words.asked}>
        <p className="text-muted">{words.nobodyAsked(terms.queue)}</p>
      </Section>
    );
  return (
    <Section title={words.asked}>
      <ul className="flex flex-col gap-1.5">
        {asked.map(({ person, insteadOf, connection, status, sentAt, error }) => (
          <li key={`${person} ${connection}`}>
            <span className="font-medium">{person}</span> {insteadOf !== null && words.insteadOf(insteadOf)}{" "}
            <span className="text-muted">
              {words.askedStatus(status, connection)} {sentAt !== null && <Time at={sentAt} />}
            </span>
            {error !== null && (
              <p className="text-danger">
                <Defanged text={error} />
              </p>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** The inbox of those who answer: effects that wait for a yes or no, questions that runs wait for, and what was decided. */

import type { Form } from "../../../../src/api/contract/form.ts";
import type { Approval } from "../../../../src/model/approval.ts";
import { usePages } from "../../api/pages.ts";
import { useReadAgainAt } from "../../api/read-again.ts";
import { can, useMe } from "../../api/session.ts";
import { useAddress } from "../../app/address.ts";
import { Page } from "../../ui/page.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { approvals as words } from "../../words/approvals.ts";
import { ApprovalDetail } from "./approval-detail.tsx";
import { ApprovalRow } from "./approval-row.tsx";
import { DelegateButton } from "./delegate.tsx";
import { Inbox } from "./inbox.tsx";
import { QuestionDetail } from "./question-detail.tsx";
import { QuestionRow } from "./question-row.tsx";

const DECIDED = "approved,denied,expired,proceeded";

export default function ApprovalsScreen() {
  const [address, setAddress] = useAddress();
  const { data: me } = useMe();
  const waiting = usePages<Approval>(["approvals"], "/v1/approvals", { status: "pending" });
  const questions = usePages<Form>(["forms"], "/v1/forms", { status: "pending" });
  useReadAgainAt(
    ["approvals", "forms"],
    [...(waiting.rows ?? []), ...(questions.rows ?? [])].map(({ expiresAt }) => expiresAt),
  );
  const tab = address.tab === "questions" || address.tab === "decided" ? address.tab : "waiting";
  const approvalList = { row: (row: Approval) => <ApprovalRow approval={row} />, detail: detailOf };
  return (
    <Page title={words.title} actions={can(me, "postDelegations") && <DelegateButton />}>
      <Tabs
        label={words.title}
        value={tab}
        onChange={(to) => setAddress({ tab: to === "waiting" ? "" : to, id: "" })}
        tabs={[
          {
            key: "waiting",
            title: words.tabs.waiting,
            count: waiting.rows?.length ?? 0,
            content: (
              <Inbox
                label={words.list.waiting}
                pages={waiting}
                empty={[words.none, words.noneHint]}
                {...approvalList}
              />
            ),
          },
          {
            key: "questions",
            title: words.tabs.questions,
            count: questions.rows?.length ?? 0,
            content: (
              <Inbox
                label={words.list.questions}
                pages={questions}
                empty={[words.noQuestions, words.noQuestionsHint]}
                row={(row: Form) => <QuestionRow form={row} />}
                detail={(id) => <QuestionDetail key={id} id={id} />}
              />
            ),
          },
          { key: "decided", title: words.tabs.decided, content: <Decided /> },
        ]}
      />
    </Page>
  );
}

const detailOf = (id: string) => <ApprovalDetail key={id} id={id} />;

function Decided() {
  const decided = usePages<Approval>(["approvals"], "/v1/approvals", { status: DECIDED });
  return (
    <Inbox
      label={words.list.decided}
      pages={decided}
      empty={[words.noneDecided, words.noneDecidedHint]}
      row={(row: Approval) => <ApprovalRow approval={row} />}
      detail={detailOf}
    />
  );
}

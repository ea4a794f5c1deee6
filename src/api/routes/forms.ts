import { wakeRuns } from "../../engine/run-table.ts";
import { InputError, RefusedError } from "../../errors.ts";
import { answerFaults, answersSchema, type FormField } from "../../playbook/declared.ts";
import { type Client, inWorkspace } from "../../store/database.ts";
import { answerForm, type FormRow, listForms, readForm } from "../../store/form.ts";
import { notFound } from "../authenticate.ts";
import { Form, FormAnswers, FormPage, formQuery } from "../contract/form.ts";
import { idParams } from "../contract/page.ts";
import type { ApiDeps } from "../deps.ts";
import { ANALYSTS, READERS, type Route, route } from "../door.ts";

const tag = "forms";
const params = idParams;

/** Forms: what runs ask of people, and the answers they go on with. */
export function formRoutes(deps: ApiDeps): Route[] {
  return [listOf(deps), readOne(deps), answer(deps)];
}

function listOf({ database }: ApiDeps): Route {
  const summary = "List forms";
  return route(
    { method: "get", path: "/v1/forms", tag, summary, needs: READERS, query: formQuery, answer: FormPage },
    ({ caller: { workspaceId }, query: { limit, cursor, ...filter } }) =>
      inWorkspace(database, workspaceId, (client) => listForms(client, workspaceId, filter, { limit, cursor })),
  );
}

function readOne({ database }: ApiDeps): Route {
  const summary = "Read a form";
  return route(
    { method: "get", path: "/v1/forms/{id}", tag, summary, needs: READERS, params, answer: Form },
    ({ caller: { workspaceId }, params: { id } }) =>
      inWorkspace(database, workspaceId, (client) => present(client, workspaceId, id)),
  );
}

function answer({ database, kick }: ApiDeps): Route {
  return route(
    {
      method: "post",
      path: "/v1/forms/{id}/answer",
      tag,
      summary: "Answer a form, once; its run goes on",
      needs: ANALYSTS,
      params,
      body: FormAnswers,
      answer: Form,
    },
    async ({ caller: { workspaceId }, actor, params: { id }, body }) => {
      const answered = await inWorkspace(database, workspaceId, async (client) => {
        const form = await present(client, workspaceId, id);
        const answers = checked(form, body.answers);
        if (!(await answerForm(client, workspaceId, id, { answers, by: actor }))) throw await tooLate(client, form);
        await wakeRuns(client, [form.runId]);
        return present(client, workspaceId, id);
      });
      kick();
      return answered;
    },
  );
}

async function present(client: Client, workspaceId: string, id: string): Promise<FormRow> {
  const form = await readForm(client, workspaceId, id);
  if (form === null) throw notFound("form", id);
  return form;
}

/** The answers as the playbook will see them. */
function checked({ fields }: FormRow, answers: Record<string, unknown>): Record<string, unknown> {
  const parsed = answersSchema(fields as FormField[]).safeParse(answers);
  if (parsed.success) return parsed.data;
  const faults = answerFaults(fields as FormField[], answers);
  throw new InputError("form.bad-answers", `The answers do not fit the questions. ${faults.join("; ")}`, {
    details: { faults },
  });
}

async function tooLate(client: Client, form: FormRow): Promise<RefusedError> {
  const { status } = await present(client, form.workspaceId, form.id);
  return status === "answered"
    ? new RefusedError("form.answered", "Somebody has answered this form already.")
    : new RefusedError("form.nobody-waits", "The time to answer is over, or the run that asked has ended.");
}

import type { Command } from "commander";
import type { Form } from "../../api/contract/form.ts";
import { InputError } from "../../errors.ts";
import { byIncident } from "../incident-filter.ts";
import { count, part } from "../options.ts";
import { does } from "../session.ts";
import { emptyText, fields, section, table, time } from "../show.ts";

/** `cordon forms …`: what runs ask of people. */
export function formCommands(cordon: Command): void {
  const forms = cordon.command("forms").description("answer what runs ask; they go on with the answers");
  const list = forms
    .command("list")
    .description("list forms")
    .option("--status <statuses>", "pending, answered, expired", "pending")
    .option("--incident <incident>", "its number or id")
    .option("--queue <queue>", "who is asked")
    .option("--limit <count>", "at most so many", count, 50);
  does<[], { limit: number; [filter: string]: string | number }>(
    list,
    async ({ client, say }, { limit, ...filter }) => {
      const page = await client.list<Form>("/v1/forms", await byIncident(client, filter), limit);
      const rows = page.items.map((one) => [one.id, one.incidentNumber, one.queue, one.reason, time(one.expiresAt)]);
      const empty = filter.status === "pending" ? "Nobody is asked anything." : emptyText("forms", filter);
      say(page, () =>
        table(["id", "incident", "queue", "reason", "until"], rows, { spare: ["until", "queue"], empty }),
      );
    },
  );
  const show = forms.command("show").description("show a form with its questions").argument("<id>");
  does<[string], object>(show, async ({ client, say }, _options, id) => {
    const one = await client.get<Form>(`/v1/forms/${part(id)}`);
    say(one, () => formText(one));
  });
  const answer = forms
    .command("answer")
    .description("answer a form, once")
    .argument("<id>")
    .argument("<answers...>", "name=value for every question; yes or no, and items of lists with commas");
  does<[string, string[]], object>(answer, async ({ client, say }, _options, id, written) => {
    const asked = await client.get<Form>(`/v1/forms/${part(id)}`);
    const answers = Object.fromEntries(written.map((text) => answerOf(text, asked)));
    const one = await client.send<Form>("POST", `/v1/forms/${part(id)}/answer`, { answers });
    say(one, () => `${one.status}: the run goes on.`);
  });
}

type Field = Form["fields"][number];

/** `name=value` as the question's type has it; what does not fit is left to the server to refuse. */
function answerOf(text: string, { fields: asked }: Form): [string, unknown] {
  const [, name = "", value = ""] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  const field = asked.find((each) => each.name === name);
  if (field !== undefined) return [name, typed(field, value)];
  const names = asked.map((each) => `${each.name}=…`).join(" ");
  throw new InputError("cli.no-question", `"${text}" answers no question of this form; expected ${names}.`);
}

function typed({ type }: Field, value: string): unknown {
  if (type === "boolean" && /^(yes|no|true|false)$/.test(value)) return value === "yes" || value === "true";
  if (type === "integer" && /^-?\d{1,15}$/.test(value)) return Number(value);
  if (type === "list") return value === "" ? [] : value.split(",").map((item) => item.trim());
  return value;
}

function typeText({ type }: Field): string {
  if (typeof type === "object") return `one of ${type.oneOf.join(", ")}`;
  return { text: "text", integer: "a whole number", boolean: "yes or no", list: "texts, with commas" }[type];
}

function formText(one: Form): string {
  const head = fields([
    ["form", one.id],
    ["incident", one.incidentNumber],
    ["playbook", `${one.playbook}, step ${one.step}`],
    ["queue", one.queue],
    ["reason", one.reason],
    ["status", one.status],
    ["until", time(one.expiresAt)],
    ["answered", one.answeredBy === null ? undefined : `${time(one.answeredAt)} by ${one.answeredBy}`],
  ]);
  const rows = one.fields.map((each) => [
    each.name,
    each.ask,
    typeText(each),
    JSON.stringify(one.answers?.[each.name]),
  ]);
  return `${head}\n${section("Questions", table(["name", "question", "answer", "answered"], rows))}`;
}

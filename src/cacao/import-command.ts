/** Commands of CACAO as steps of ours. Requests and lines for a shell go through a connection that was chosen; everything else is done by people. */

import { plainText } from "../playbook/plain-text.ts";
import type { WrittenDeclaration, WrittenJson, WrittenStep } from "../playbook/written-form.ts";
import type { CacaoCommand, CacaoStep } from "./document.ts";
import { oneText, stepPointer, templateOf } from "./foreign-text.ts";
import type { Importing } from "./importing.ts";
import { pointerTo } from "./json-places.ts";

/** An action step and where it stands. */
export interface ForeignAction {
  id: string;
  step: CacaoStep;
}

const REQUEST = /^(GET|POST|PUT|PATCH|DELETE|HEAD)\s+(\S+)(?:\s+HTTP\/?[\d.]+)?$/i;

/** Lines for the shell of a host. They run there when the connection lists them; what a document says is never enough. */
const SHELLS: ReadonlySet<string> = new Set(["ssh", "bash", "powershell"]);

/** The steps of one command. */
export function commandSteps(action: ForeignAction, index: number, importing: Importing): WrittenStep[] {
  const command = action.step.commands?.[index] as CacaoCommand;
  const at = pointerTo(pointerTo(stepPointer(action.id), "commands"), index);
  if (command.type === "http-api" || command.type === "openc2-http") {
    const sent = requestStep(action, command, at, importing);
    if ("why" in sent) return formSteps(action, command, sent.why, at, importing);
    return [sent.step];
  }
  if (SHELLS.has(command.type)) {
    const run = lineStep(action, command, at, importing);
    if ("why" in run) return formSteps(action, command, run.why, at, importing);
    return [run.step];
  }
  if (command.type === "manual") return formSteps(action, command, null, at, importing);
  return formSteps(action, command, `Cordon has nothing that runs "${command.type}".`, at, importing);
}

/** A question to people, after whose answer the run goes on. `out_args` are asked for, and become the values of their variables. */
function formSteps(
  { id, step }: ForeignAction,
  command: CacaoCommand,
  why: string | null,
  at: string,
  importing: Importing,
): WrittenStep[] {
  const { variables, remarks } = importing;
  if (why !== null) remarks.warn("cacao.by-hand", at, `this ${command.type} command is done by people: ${why}`);
  const answers = (step.out_args ?? []).flatMap((name, index) => {
    const variable = variables.get(name);
    if (variable === undefined)
      remarks.error(
        "cacao.dangling",
        `${stepPointer(id)}/out_args/${index}`,
        `"${name}" is not a variable of this playbook`,
      );
    return variable === undefined ? [] : [variable];
  });
  const own = importing.newId("person");
  const asked = answers.map(({ name, type }): [string, WrittenDeclaration] => [
    name,
    { ask: `What is ${name}?`, type },
  ]);
  const text = [step.description, textOf(command), why]
    .filter((each) => each !== undefined && each !== null)
    .join("\n");
  const form: WrittenStep = {
    id: own,
    title: plainTitle(step, `Do by hand: ${command.type}`),
    handoff: importing.queue,
    reason: templateOf(oneText(text, "A step of the playbook is done by people."), variables, at, remarks),
    resume: Object.fromEntries(asked.length > 0 ? asked : [["done", { ask: "Is it done?", type: "boolean" }]]) as {
      [key: string]: WrittenJson;
    },
    "at-most": importing.atMost(step.timeout),
  };
  if (asked.length === 0) return [form];
  return [form, { set: Object.fromEntries(answers.map(({ name }) => [name, `=steps.${own}.${name}`])) }];
}

function requestStep(
  { id, step }: ForeignAction,
  command: CacaoCommand,
  at: string,
  importing: Importing,
): { step: WrittenStep } | { why: string } {
  const { variables, remarks } = importing;
  const [, method = "", address = ""] = REQUEST.exec((command.command ?? "").trim()) ?? [];
  const verb = method.toUpperCase();
  if (verb !== "GET" && verb !== "POST")
    return { why: "only GET and POST are sent without a connector that knows the product." };
  const connection = connectionOf(step, at, importing);
  if (connection === null) return { why: "no connection is named for its target." };
  const body = bodyOf(command);
  if (body === undefined) return { why: "what it sends is no JSON object." };
  const [path = "", query] = address.split("?", 2);
  const written = (text: string) => templateOf(text, variables, at, remarks);
  const parameters = [...new URLSearchParams(query)].map(([key, value]) => [key, written(value)]);
  const sent = verb === "GET" ? {} : { body: withTemplates(body, written) };
  return {
    step: {
      id: importing.newId("request"),
      title: plainTitle(step, `${verb} ${path}`),
      action: verb === "GET" ? "http.query" : "http.send",
      connection,
      with: {
        path: written(path.startsWith("/") ? path : `/${path}`),
        ...(parameters.length === 0 ? {} : { query: Object.fromEntries(parameters) as { [key: string]: WrittenJson } }),
        ...sent,
      },
      ...importing.timeout(step.timeout, stepPointer(id)),
    },
  };
}

/** A line for the shell of the first target's host, which only runs where the connection lists it. */
function lineStep(
  { id, step }: ForeignAction,
  command: CacaoCommand,
  at: string,
  importing: Importing,
): { step: WrittenStep } | { why: string } {
  const line = commandText(command)?.trim() ?? "";
  if (line === "" || line.includes("\n")) return { why: "only one line is run on a host." };
  const connection = connectionOf(step, at, importing);
  if (connection === null) return { why: "no connection is named for its target." };
  const { variables, remarks } = importing;
  const written = (text: string) => templateOf(text, variables, at, remarks);
  return {
    step: {
      id: importing.newId("command"),
      title: plainTitle(step, `Run on a host: ${command.type}`),
      action: "host.contain",
      connection,
      with: { host: written(hostOf(step, importing)), line: written(line) },
      ...importing.timeout(step.timeout, stepPointer(id)),
    },
  };
}

/** The address of the first target, else its name. The connection refuses a host that is not its own. */
function hostOf({ targets = [], agent }: CacaoStep, { document }: Importing): string {
  const id = targets[0] ?? agent ?? "";
  const target = document.target_definitions?.[id] ?? document.agent_definitions?.[id];
  const addresses = Object.values((target?.address as Record<string, unknown> | undefined) ?? {}).flat();
  const address = addresses.find((one) => typeof one === "string" && one !== "");
  return String(address ?? target?.name ?? id).slice(0, 253);
}

/** The connection chosen for the first target, or for the agent; complains when there is none. */
function connectionOf({ targets = [], agent }: CacaoStep, at: string, importing: Importing): string | null {
  const { document, connections, remarks } = importing;
  const ids = [...targets, ...(agent === undefined ? [] : [agent])];
  const names = ids.map((id) => (document.target_definitions?.[id] ?? document.agent_definitions?.[id])?.name ?? id);
  for (const name of [...ids, ...names]) {
    const found = connections.get(name);
    if (found !== undefined) return found;
  }
  remarks.warn(
    "cacao.no-connection",
    at,
    `no connection is chosen for "${names[0]}"`,
    `say --map "${names[0]}=<connection>"`,
  );
  return null;
}

/** The object that is sent; an empty one when there is none, undefined when it is no object. */
function bodyOf({ content, content_b64 }: CacaoCommand): { [key: string]: WrittenJson } | undefined {
  const text = content ?? (content_b64 === undefined ? "{}" : Buffer.from(content_b64, "base64").toString("utf8"));
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as { [key: string]: WrittenJson })
      : undefined;
  } catch {
    return undefined;
  }
}

function withTemplates(value: WrittenJson, written: (text: string) => string): WrittenJson {
  if (typeof value === "string") return written(value);
  if (Array.isArray(value)) return value.map((item) => withTemplates(item, written));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withTemplates(item, written)]));
}

function commandText({ command, command_b64 }: CacaoCommand): string | undefined {
  return command ?? (command_b64 === undefined ? undefined : Buffer.from(command_b64, "base64").toString("utf8"));
}

function textOf(command: CacaoCommand): string | undefined {
  return [command.description, commandText(command)].filter((each) => each !== undefined).join("\n") || undefined;
}

function plainTitle({ name }: CacaoStep, otherwise: string): string {
  return plainText(oneText(name, otherwise).replaceAll("\n", " ").slice(0, 200));
}

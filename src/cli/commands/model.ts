import { type Command, Option } from "commander";
import type { Model, ModelCall } from "../../api/contract/model.ts";
import { MODEL_PROVIDERS } from "../../model/words.ts";

import { askSecret, secretFrom } from "../ask.ts";
import { count } from "../options.ts";
import { does } from "../session.ts";
import { emptyText, fields, table, time } from "../show.ts";

const PATH = "/v1/model";

/** `cordon model …`: which language model this workspace is helped by, if any, and within which limits. */
export function modelCommands(cordon: Command): void {
  const model = cordon
    .command("model")
    .description("the language model that this workspace is helped by; everything else works without one");
  addSet(model);
  const show = model.command("show").description("show which model is set, and its limits");
  does<[], object>(show, async ({ client, say }) => {
    const one = await client.get<Model>(PATH);
    say(one, () => modelText(one));
  });
  const remove = model.command("remove").description("do without a language model from now on");
  does<[], object>(remove, async ({ client, say }) => {
    const done = await client.send<object>("DELETE", PATH);
    say(done, () => "Removed, with its secrets.");
  });
  addCalls(model);
}

interface SetOptions {
  provider: string;
  model: string;
  baseUrl?: string;
  region?: string;
  resource?: string;
  key?: string | true;
  accessKeyId?: string;
  inputPrice?: string;
  outputPrice?: string;
  outputTokens?: number;
  callsPerDay?: number;
  tokensPerDay?: string;
  costPerDay?: string;
}

function addSet(model: Command): void {
  const set = model
    .command("set")
    .description("set the model, in place of the one before")
    .addOption(new Option("--provider <provider>").choices(MODEL_PROVIDERS).makeOptionMandatory())
    .requiredOption("--model <name>", "as the provider names it; the deployment where it deploys")
    .option("--base-url <url>", "where it is, such as http://127.0.0.1:8080/v1")
    .option("--region <region>", "where the provider has regions")
    .option("--resource <name>", "the first word of the address, where it is one's own")
    .option("--key [reference]", "the key: @file, - for standard input, or asked for")
    .option("--access-key-id <id>", "with a --key that is the secret access key")
    .option("--input-price <price>", "for a million tokens in")
    .option("--output-price <price>", "for a million tokens out")
    .option("--output-tokens <count>", "of one answer at most", count)
    .option("--calls-per-day <count>", "at most", count)
    .option("--tokens-per-day <count>", "at most, in and out")
    .option("--cost-per-day <cost>", "at most, in what the prices are in");
  does<[], SetOptions>(set, async ({ client, say }, options) => {
    const { provider, model: name, baseUrl, region, resource } = options;
    const settings = {
      provider,
      model: name,
      baseUrl,
      region,
      resource,
      ...pricesOf(options),
      limits: limitsOf(options),
    };
    const changed = await client.send<Model>("PUT", PATH, { settings, secrets: await secretsOf(options) });
    say(changed, () => modelText(changed));
  });
}

/** Never on the command line itself, where others see it. */
async function secretsOf({ key, accessKeyId }: SetOptions): Promise<Record<string, string>> {
  if (key === undefined) return {};
  const secret = key === true ? await askSecret("The key", "--key @file or --key -") : (secretFrom(key) ?? "");
  return accessKeyId === undefined ? { apiKey: secret } : { accessKeyId, secretAccessKey: secret };
}

function pricesOf({ inputPrice, outputPrice }: SetOptions): object {
  if (inputPrice === undefined && outputPrice === undefined) return {};
  return { prices: { input: Number(inputPrice ?? 0), output: Number(outputPrice ?? 0) } };
}

function limitsOf({ outputTokens, callsPerDay, tokensPerDay, costPerDay }: SetOptions): object {
  const number = (text: string | undefined) => (text === undefined ? undefined : Number(text));
  return { outputTokens, callsPerDay, tokensPerDay: number(tokensPerDay), costPerDay: number(costPerDay) };
}

function addCalls(model: Command): void {
  const calls = model
    .command("calls")
    .description("what the model was asked, what it took, and what came of it")
    .option("--kind <kind>", "of the proposal")
    .option("--outcome <outcome>", "such as answered, declined, bad-answer or over-limit")
    .option("--limit <count>", "at most so many", count, 50);
  does<[], { limit: number; [filter: string]: string | number }>(
    calls,
    async ({ client, say }, { limit, ...filter }) => {
      const page = await client.list<ModelCall>("/v1/model/calls", filter, limit);
      const rows = page.items.map((one) => [
        ...[time(one.at), one.kind, one.outcome, one.model, one.by],
        ...[one.inputTokens, one.outputTokens, one.cost, one.ms],
      ]);
      const head = ["at", "kind", "outcome", "model", "by", "in", "out", "cost", "ms"];
      say(page, () => table(head, rows, { spare: ["by", "model"], empty: emptyText("calls", filter) }));
    },
  );
}

function modelText({ settings, secretNames, changedBy, changedAt }: Model): string {
  if (settings === null) return "No language model is set, and nothing needs one. To set one: cordon model set --help";
  const { limits, prices } = settings;
  return fields([
    ["provider", settings.provider],
    ["model", settings.model],
    ["address", settings.baseUrl ?? settings.region ?? settings.resource ?? "the provider's own"],
    ["secrets", secretNames.join(", ") || "none"],
    ["prices", prices === undefined ? "not set" : `${prices.input} in, ${prices.output} out, for a million tokens`],
    [
      "a call",
      `at most ${limits.inputCharacters} characters in, ${limits.outputTokens} tokens out, ${limits.timeoutMs} ms`,
    ],
    [
      "a day",
      `at most ${limits.callsPerDay} calls, ${limits.tokensPerDay} tokens${limits.costPerDay === undefined ? "" : `, cost ${limits.costPerDay}`}`,
    ],
    ["set", `${time(changedAt)} by ${changedBy}`],
  ]);
}

/** The form of a language model's settings, and what is sent of it. */
import type { Model } from "../../../../src/api/contract/model.ts";
import type { ModelSettings } from "../../../../src/model/model-settings.ts";
import type { FieldSpec, FormValues } from "../../ui/schema-form.tsx";
import { model as words } from "../../words/settings.ts";

type Provider = ModelSettings["provider"];

/** What each provider is told besides. */
const PLACES: Readonly<Record<Provider, readonly ("baseUrl" | "region" | "resource")[]>> = {
  "openai-compatible": ["baseUrl"],
  anthropic: [],
  azure: ["resource"],
  bedrock: ["region"],
  google: [],
};

export function fieldsOf(provider: Provider): FieldSpec[] {
  const whole = (name: string, label: string): FieldSpec => ({ name, label, type: "integer", optional: true });
  const price = (name: string, label: string, hint?: string): FieldSpec => {
    return { name, label, hint, type: "text", optional: true };
  };
  return [
    { name: "model", label: words.name, hint: words.nameHint, type: "text" },
    ...PLACES[provider].map((name): FieldSpec => ({ name, label: words[name], hint: hintOf(name), type: "text" })),
    { name: "apiKey", label: words.key, hint: words.keyHint, type: "secret", optional: true },
    whole("callsPerDay", words.callsPerDay),
    whole("tokensPerDay", words.tokensPerDay),
    whole("outputTokens", words.outputTokens),
    price("inputPrice", words.inputPrice),
    price("outputPrice", words.outputPrice),
    price("costPerDay", words.costPerDay, words.costHint),
  ];
}

function hintOf(name: "baseUrl" | "region" | "resource"): string | undefined {
  return { baseUrl: words.baseUrlHint, region: undefined, resource: words.resourceHint }[name];
}

/** What is set now, as the form shows it; never a secret. */
export function valuesOf({ settings }: Model): FormValues {
  if (settings === null) return {};
  const { limits, prices, provider: _provider, ...rest } = settings;
  const shown = (value: number | undefined) => (value === undefined ? "" : String(value));
  const { callsPerDay, tokensPerDay, outputTokens, costPerDay } = limits;
  const costs = { inputPrice: shown(prices?.input), outputPrice: shown(prices?.output), costPerDay: shown(costPerDay) };
  return { ...rest, callsPerDay, tokensPerDay, outputTokens, ...costs };
}

/** As the API takes it; what is left empty holds as it holds where nobody says anything. */
export function changeOf(provider: Provider, values: FormValues, before: Model): object {
  const text = (name: string) => String(values[name] ?? "").trim();
  const number = (name: string) => (text(name) === "" ? undefined : Number(text(name)));
  const places = PLACES[provider].flatMap((name) => (text(name) === "" ? [] : [[name, text(name)]]));
  const costs = [number("inputPrice"), number("outputPrice")];
  const prices = costs.every((one) => one === undefined)
    ? {}
    : { prices: { input: costs[0] ?? 0, output: costs[1] ?? 0 } };
  const limits = {
    ...{ inputCharacters: before.settings?.limits.inputCharacters, timeoutMs: before.settings?.limits.timeoutMs },
    ...{ callsPerDay: number("callsPerDay"), tokensPerDay: number("tokensPerDay") },
    ...{ outputTokens: number("outputTokens"), costPerDay: number("costPerDay") },
  };
  const settings = { provider, model: text("model"), ...Object.fromEntries(places), ...prices, limits };
  return { settings, secrets: text("apiKey") === "" ? {} : { apiKey: text("apiKey") } };
}

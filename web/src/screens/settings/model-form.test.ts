import { expect, it } from "vitest";
import type { Model } from "../../../../src/api/contract/model.ts";
import { changeOf, fieldsOf, valuesOf } from "./model-form.ts";

const NONE: Model = { settings: null, secretNames: [], changedBy: null, changedAt: null };

it("asks only for what the provider needs", () => {
  const names = (provider: Parameters<typeof fieldsOf>[0]) => fieldsOf(provider).map(({ name }) => name);
  expect(names("openai-compatible")).toContain("baseUrl");
  expect(names("anthropic")).not.toContain("baseUrl");
  expect(names("bedrock")).toContain("region");
});

it("sends what was filled in, and leaves the rest to the server", () => {
  const values = { model: " qwen3 ", baseUrl: "http://127.0.0.1:8080/v1", region: "eu", apiKey: "", callsPerDay: 20 };
  expect(JSON.parse(JSON.stringify(changeOf("openai-compatible", values, NONE)))).toEqual({
    settings: {
      ...{ provider: "openai-compatible", model: "qwen3", baseUrl: "http://127.0.0.1:8080/v1" },
      limits: { callsPerDay: 20 },
    },
    secrets: {},
  });
});

it("keeps the limits that it does not show, and the key only when it is given", () => {
  const limits = { inputCharacters: 9_000, outputTokens: 800, timeoutMs: 5_000, callsPerDay: 7, tokensPerDay: 70_000 };
  const before: Model = { ...NONE, settings: { provider: "anthropic", model: "one", limits } };
  const change = changeOf("anthropic", { ...valuesOf(before), apiKey: "k", inputPrice: "3" }, before);
  expect(JSON.parse(JSON.stringify(change))).toEqual({
    settings: { provider: "anthropic", model: "one", prices: { input: 3, output: 0 }, limits },
    secrets: { apiKey: "k" },
  });
});

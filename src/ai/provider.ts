/** The providers, each behind its own adapter; loaded when first asked, as most workspaces have no model. */
import type { LanguageModel } from "ai";
import type { ModelSettings } from "../model/model-settings.ts";

export type ModelFetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

export interface ProviderParts {
  settings: ModelSettings;
  secrets: Readonly<Record<string, string>>;
  /** The one way out: guarded addresses, one deadline, bounded answers. */
  fetch: ModelFetch;
}

/** The model of the settings. What is not given is never read from the environment: an empty key is sent as such and refused by the provider. */
export async function languageModel({ settings, secrets, fetch }: ProviderParts): Promise<LanguageModel> {
  const { provider, model, baseUrl, region = "", resource } = settings;
  const apiKey = secrets.apiKey ?? "";
  const at = baseUrl === undefined ? {} : { baseURL: baseUrl };
  switch (provider) {
    case "openai-compatible": {
      const { createOpenAICompatible } = await import("@ai-sdk/openai-compatible");
      const key = apiKey === "" ? {} : { apiKey };
      return createOpenAICompatible({ name: "model", baseURL: baseUrl ?? "", ...key, fetch })(model);
    }
    case "anthropic": {
      const { createAnthropic } = await import("@ai-sdk/anthropic");
      return createAnthropic({ ...at, apiKey, fetch })(model);
    }
    case "azure": {
      const { createAzure } = await import("@ai-sdk/azure");
      const named = resource === undefined ? {} : { resourceName: resource };
      return createAzure({ ...at, ...named, apiKey, fetch }).chat(model);
    }
    case "bedrock": {
      const { createAmazonBedrock } = await import("@ai-sdk/amazon-bedrock");
      const { accessKeyId = "", secretAccessKey = "", sessionToken } = secrets;
      const session = sessionToken === undefined ? {} : { sessionToken };
      const signed = apiKey === "" ? { accessKeyId, secretAccessKey, ...session } : { apiKey };
      return createAmazonBedrock({ ...at, region, ...signed, fetch })(model);
    }
    case "google": {
      const { createGoogle } = await import("@ai-sdk/google");
      return createGoogle({ ...at, apiKey, fetch })(model);
    }
  }
}

/** A child of its own, under the flags that the server runs with: asks a model and answers a program, and prints what came of it as JSON. */

import { newModelPort } from "../../src/ai/port.ts";
import { languageModel } from "../../src/ai/provider.ts";
import { answerMcp } from "../../src/api/mcp/server.ts";
import { createEgress } from "../../src/connector/egress.ts";
import { ModelSettings } from "../../src/model/model-settings.ts";
import { MODEL_PROVIDERS } from "../../src/model/words.ts";
import { newModelFetch } from "../../src/model-fetch.ts";
import { modelServer } from "./model-server.ts";

const server = await modelServer();
const egress = createEgress({ allowCidrs: ["127.0.0.0/8"] });
const fetch = newModelFetch(egress);
server.script({ say: { steps: ["Look."] } });
const settings = ModelSettings.parse({ provider: "openai-compatible", model: "m", baseUrl: server.url });
const ask = newModelPort({ settings, secrets: {}, fetch });
const { text, inputTokens } = await ask({ instructions: "i", data: "d" });
const made: string[] = [];
for (const provider of MODEL_PROVIDERS) {
  const known = ModelSettings.parse({ ...settings, provider, region: "eu-west-1", resource: "ours" });
  const secrets = { apiKey: "k", accessKeyId: "a", secretAccessKey: "s" };
  const model = await languageModel({ settings: known, secrets, fetch });
  made.push(typeof model === "string" ? model : model.modelId);
}
const message = { jsonrpc: "2.0", id: 1, method: "tools/list", params: {} };
const headers = { accept: "application/json, text/event-stream", "content-type": "application/json" };
const request = new Request("http://127.0.0.1/mcp", { method: "POST", headers, body: JSON.stringify(message) });
const answered = await answerMcp(request, message, async () => ({ text: "", isError: false }));
const { result } = (await answered.json()) as { result: { tools: unknown[] } };
/** Whether text becomes program here. */
function evaluates(): boolean {
  try {
    return (Reflect.construct(Function, ["return true"]) as () => boolean)();
  } catch {
    return false;
  }
}
process.stdout.write(JSON.stringify({ text, inputTokens, made, tools: result.tools.length, evaluates: evaluates() }));
await egress.close();
await server.close();

/** The one place where a language model is called: text in, text out. It is given no tools, and what it says is only ever read. */
import { type CordonError, isCordonError, RefusedError, TransientError } from "../errors.ts";
import { languageModel, type ProviderParts } from "./provider.ts";

export interface Prompt {
  /** What is asked: ours. */
  instructions: string;
  /** What it is asked about: data, fenced (see data-block.ts). */
  data: string;
}

export interface ModelAnswer {
  text: string;
  inputTokens: number;
  outputTokens: number;
}

/** A language model, as much of it as we use. */
export type AskModel = (prompt: Prompt) => Promise<ModelAnswer>;

/** A port over the AI SDK. @throws RefusedError `ai.declined`, `ai.bad-answer`, `ai.not-authorized`, `ai.refused`; TransientError `ai.unavailable` */
export function newModelPort(parts: ProviderParts): AskModel {
  const { limits } = parts.settings;
  return async ({ instructions, data }) => {
    const { generateText } = await import("ai");
    // It would write warnings to our output.
    (globalThis as { AI_SDK_LOG_WARNINGS?: boolean }).AI_SDK_LOG_WARNINGS = false;
    try {
      const result = await generateText({
        model: await languageModel(parts),
        instructions,
        prompt: data,
        maxOutputTokens: limits.outputTokens,
        // Asked again is paid again: whoever wants an answer asks again.
        maxRetries: 0,
        abortSignal: AbortSignal.timeout(limits.timeoutMs),
      });
      const { text, toolCalls, finishReason, usage } = result;
      checkEnd(finishReason, toolCalls.length, limits.outputTokens);
      return { text, inputTokens: usage.inputTokens ?? 0, outputTokens: usage.outputTokens ?? 0 };
    } catch (error) {
      throw asOurs(error);
    }
  };
}

function checkEnd(reason: string, toolCalls: number, outputTokens: number): void {
  if (toolCalls > 0 || reason === "tool-calls")
    throw new RefusedError("ai.bad-answer", "The model called a tool, and it has none; its answer was not used.");
  if (reason === "content-filter") throw new RefusedError("ai.declined", "The provider's filter held the answer back.");
  if (reason === "length")
    throw new RefusedError(
      "ai.bad-answer",
      `The answer was cut off at ${outputTokens} tokens; set a higher limit with cordon model set --output-tokens.`,
    );
}

/** What went wrong, in our words: a provider's message may repeat the prompt or the key, and is left out. */
function asOurs(error: unknown): CordonError {
  const causes = causesOf(error);
  const ours = causes.find(isCordonError);
  if (ours?.code === "connector.timeout") return tooSlow();
  if (ours !== undefined) return ours;
  const statuses = causes.map((one) => (one as { statusCode?: unknown }).statusCode);
  const status = statuses.find((one) => typeof one === "number");
  if (status !== undefined && status >= 400) return ofStatus(status);
  if (causes.some((one) => /^(TimeoutError|AbortError)$/.test(String((one as Error).name)))) return tooSlow();
  return new RefusedError("ai.bad-answer", "What the provider answered is not an answer of a language model.");
}

function tooSlow(): TransientError {
  return new TransientError("ai.unavailable", "The model did not answer in time.");
}

function ofStatus(status: number): CordonError {
  if (status === 401 || status === 403)
    return new RefusedError(
      "ai.not-authorized",
      `The provider refused the key (${status}); set it with cordon model set.`,
    );
  if (status === 408 || status === 409 || status === 429 || status >= 500)
    return new TransientError("ai.unavailable", `The model cannot answer right now (${status}).`, {
      retryAfterMs: 30_000,
    });
  return new RefusedError("ai.refused", `The provider refused the request (${status}); are model and address right?`);
}

const DEEPEST = 8;

/** The error and what caused it; also the last of several tries. */
function causesOf(error: unknown): object[] {
  const causes: object[] = [];
  let one = error as { cause?: unknown; lastError?: unknown } | null | undefined;
  while (typeof one === "object" && one !== null && causes.length < DEEPEST) {
    causes.push(one);
    one = (one.cause ?? one.lastError) as typeof one;
  }
  return causes;
}

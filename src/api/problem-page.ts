/** Whatever went wrong, as a page in words, where a browser and no program asks. */
import type { Context } from "hono";
import { PAGE_HEADERS, wordsPage } from "./answer-html.ts";
import type { ApiDeps } from "./deps.ts";
import { problemOf } from "./problem.ts";

/** Any thrown value as a page. */
export function problemPage(context: Context, { log }: Pick<ApiDeps, "log">, error: unknown): Response {
  const { problem, headers } = problemOf(error, log);
  const retry = headers["retry-after"];
  const page = wordsPage(problem.title, problem.message);
  return context.body(page, problem.status as 500, { ...PAGE_HEADERS, ...(retry && { "retry-after": retry }) });
}

/** What the server refused, or why it could not be asked, as something to show. */
import type { Problem } from "../../../src/api/contract/problem.ts";
import { problems } from "../words/problems.ts";

/** An answer that is no success. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: Record<string, unknown>;

  constructor({ status, code, message, details = {} }: Problem) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

/** The error of an answer; where that is no problem of ours (a proxy's page), one is made. */
export async function errorOf(answer: Response): Promise<ApiError> {
  const problem = (await answer.json().catch(() => null)) as Problem | null;
  if (typeof problem?.code === "string") return new ApiError({ ...problem, status: answer.status });
  const { status } = answer;
  return new ApiError({ type: "", title: "", status, code: `http.${status}`, message: problems.unexpected(status) });
}

export interface ShownProblem {
  title: string;
  message: string;
  /** What to do, where we know more than the message says. */
  hint: string;
  code: string;
}

/** A part of the console that is not to be had: most often the server has a newer console than the one that is open. */
export const PART_GONE = "console.part-gone";

/** Any error for people: what, why, what to do. */
export function problemOf(error: unknown): ShownProblem {
  if (error instanceof ApiError) {
    const { code, message, status } = error;
    return { title: problems.titles[status] ?? problems.failed, message, hint: problems.hints[code] ?? "", code };
  }
  if (error instanceof TypeError && /imported module|module script/i.test(error.message))
    return { title: problems.partGone, message: problems.partGoneHint, hint: "", code: PART_GONE };
  if (error instanceof TypeError && /fetch|network|load/i.test(error.message))
    return { title: problems.offline, message: problems.offlineHint, hint: "", code: "network" };
  const message = error instanceof Error ? error.message : String(error);
  return { title: problems.defect, message, hint: problems.defectHint, code: "console" };
}

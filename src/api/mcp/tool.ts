/** What a tool for other programs is. There are two kinds, and neither can do anything: to read, and to propose. */
import type { z } from "zod";
import type { ProposalContent, ProposalReason } from "../../model/proposal.ts";
import type { Caller } from "../authenticate.ts";

interface ToolWords<I extends z.ZodType> {
  name: string;
  description: string;
  input: I;
}

/** Answers what a route of the API answers that changes nothing, to the same caller. */
export interface ReadTool<I extends z.ZodType = z.ZodType> extends ToolWords<I> {
  kind: "read";
  /** Of a route whose method is GET. */
  path: `/v1/${string}`;
  /** The route's parameters and query. */
  ask(input: z.output<I>): { params?: Record<string, unknown>; query?: Record<string, unknown> };
}

/** Leaves a proposal for people. */
export interface ProposeTool<I extends z.ZodType = z.ZodType> extends ToolWords<I> {
  kind: "propose";
  propose(input: z.output<I>): { incident: string | null; content: ProposalContent; reasons: ProposalReason[] };
}

export type Tool = ReadTool | ProposeTool;

/** Ties a tool to the type of its input. */
export function readTool<I extends z.ZodType>(tool: Omit<ReadTool<I>, "kind">): Tool {
  return { kind: "read", ...tool } as unknown as Tool;
}

/** Ties a tool to the type of its input. */
export function proposeTool<I extends z.ZodType>(tool: Omit<ProposeTool<I>, "kind">): Tool {
  return { kind: "propose", ...tool } as unknown as Tool;
}

/** Who a program with a token for this door is to the routes that read: somebody who may look. */
export function asReader(caller: Caller): Caller {
  return { ...caller, roles: ["viewer"] };
}

/** A typed value seen in an alert. Values are canonical and, for people, shown defanged. */
import { z } from "zod";

export const OBSERVABLE_TYPES = [
  "ip",
  "domain",
  "url",
  "email",
  "hash",
  "file",
  "process",
  "user",
  "host",
  "port",
  "user-agent",
  "resource",
  "other",
] as const;
export const ObservableType = z.enum(OBSERVABLE_TYPES);
export type ObservableType = z.infer<typeof ObservableType>;

export const Observable = z.object({ type: ObservableType, value: z.string().min(1).max(2048) });
export type Observable = z.infer<typeof Observable>;

import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { vectraSource } from "./normalize.ts";

export default defineConnector({
  id: "vectra",
  title: "Vectra AI",
  docs: "https://docs.vectra.ai/operations/cognito/syslog-guide",
  settings: z.strictObject({}),
  secrets: [],
  source: vectraSource,
  actions: [],
});

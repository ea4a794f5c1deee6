import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { wizSource } from "./normalize.ts";

export default defineConnector({
  id: "wiz",
  title: "Wiz",
  docs: "https://docs.wiz.io/wiz-docs/docs/webhook-integration",
  settings: z.strictObject({}),
  secrets: [],
  source: wizSource,
  actions: [],
});

import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { chronicleSource } from "./normalize.ts";

export default defineConnector({
  id: "google-chronicle",
  title: "Google SecOps (Chronicle)",
  docs: "https://cloud.google.com/chronicle/docs/reference/detection-engine-api",
  settings: z.strictObject({}),
  secrets: [],
  source: chronicleSource,
  actions: [],
});

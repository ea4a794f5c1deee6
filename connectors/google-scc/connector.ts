import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { sccSource } from "./normalize.ts";

export default defineConnector({
  id: "google-scc",
  title: "Google Security Command Center",
  docs: "https://cloud.google.com/security-command-center/docs/reference/rest/v2/organizations.sources.findings",
  settings: z.strictObject({}),
  secrets: [],
  source: sccSource,
  actions: [],
});

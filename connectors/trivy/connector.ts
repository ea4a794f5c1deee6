import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { trivySource } from "./normalize.ts";

export default defineConnector({
  id: "trivy",
  title: "Trivy",
  docs: "https://trivy.dev/latest/docs/configuration/reporting/#json",
  settings: z.strictObject({}),
  secrets: [],
  source: trivySource,
  actions: [],
});

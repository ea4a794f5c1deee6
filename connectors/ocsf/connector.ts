import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { ocsfSource } from "./normalize.ts";

export default defineConnector({
  id: "ocsf",
  title: "OCSF documents",
  docs: "https://schema.ocsf.io/1.8.0/classes/detection_finding",
  settings: z.strictObject({}),
  secrets: [],
  source: ocsfSource,
  actions: [],
});

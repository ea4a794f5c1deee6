import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { sigmaSource } from "./normalize.ts";

export default defineConnector({
  id: "sigma",
  title: "Sigma rule matches",
  docs: "https://sigmahq.io/sigma-specification/specification/sigma-rules-specification.html",
  settings: z.strictObject({}),
  secrets: [],
  source: sigmaSource,
  actions: [],
});

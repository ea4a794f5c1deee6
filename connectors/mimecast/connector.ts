import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { mimecastSource } from "./normalize.ts";

export default defineConnector({
  id: "mimecast",
  title: "Mimecast",
  docs: "https://developer.services.mimecast.com/siem-tutorial-cg",
  settings: z.strictObject({}),
  secrets: [],
  source: mimecastSource,
  actions: [],
});

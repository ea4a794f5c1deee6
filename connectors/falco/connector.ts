import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { falcoSource } from "./normalize.ts";

export default defineConnector({
  id: "falco",
  title: "Falco",
  docs: "https://falco.org/docs/outputs/channels/",
  settings: z.strictObject({}),
  secrets: [],
  source: falcoSource,
  actions: [],
});

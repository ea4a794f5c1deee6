import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { autoSource } from "./normalize.ts";

export default defineConnector({
  id: "auto",
  title: "Any product, recognized by its messages",
  docs: "https://datatracker.ietf.org/doc/html/rfc8259",
  settings: z.strictObject({}),
  secrets: [],
  source: autoSource,
  actions: [],
});

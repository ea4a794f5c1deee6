import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { reportedMailSource } from "./normalize.ts";

export default defineConnector({
  id: "reported-mail",
  title: "Reported mail",
  docs: "https://www.rfc-editor.org/rfc/rfc5322",
  settings: z.strictObject({}),
  secrets: [],
  source: reportedMailSource,
  actions: [],
});

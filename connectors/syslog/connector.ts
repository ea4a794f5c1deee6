import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { syslogSource } from "./normalize.ts";

export default defineConnector({
  id: "syslog",
  title: "Syslog, CEF and LEEF",
  docs: "https://www.rfc-editor.org/rfc/rfc5424",
  settings: z.strictObject({}),
  secrets: [],
  source: syslogSource,
  actions: [],
});

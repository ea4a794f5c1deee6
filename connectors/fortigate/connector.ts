import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { fortigateSource } from "./normalize.ts";

export default defineConnector({
  id: "fortigate",
  title: "Fortinet FortiGate",
  docs: "https://docs.fortinet.com/document/fortigate/7.4.0/fortios-log-message-reference/160372/list-of-log-types-and-subtypes",
  settings: z.strictObject({}),
  secrets: [],
  source: fortigateSource,
  actions: [],
});

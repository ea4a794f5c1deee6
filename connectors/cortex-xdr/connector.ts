import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { cortexXdrSource } from "./normalize.ts";

export default defineConnector({
  id: "cortex-xdr",
  title: "Palo Alto Networks Cortex XDR and XSIAM",
  docs: "https://docs-cortex.paloaltonetworks.com/r/Cortex-XDR-REST-API/Get-Alerts-Multi-Events-v2",
  settings: z.strictObject({}),
  secrets: [],
  source: cortexXdrSource,
  actions: [],
});

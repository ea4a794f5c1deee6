import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { ciscoAsaSource } from "./normalize.ts";

export default defineConnector({
  id: "cisco-asa",
  title: "Cisco ASA and Secure Firewall",
  docs: "https://www.cisco.com/c/en/us/td/docs/security/asa/syslog/b_syslog.html",
  settings: z.strictObject({}),
  secrets: [],
  source: ciscoAsaSource,
  actions: [],
});

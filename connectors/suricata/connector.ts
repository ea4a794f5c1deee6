import { defineConnector } from "../../src/connector/connector.ts";
import { suricataSource } from "./normalize.ts";
import { suricataSettings } from "./settings.ts";

export default defineConnector({
  id: "suricata",
  title: "Suricata",
  docs: "https://docs.suricata.io/en/latest/output/eve/eve-json-format.html",
  settings: suricataSettings,
  secrets: [],
  source: suricataSource,
  actions: [],
});

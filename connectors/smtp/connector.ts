import { defineConnector } from "../../src/connector/connector.ts";
import { askByMail } from "./ask-by-mail.ts";
import { checkHealth } from "./health.ts";
import { smtpSettings } from "./settings.ts";

export default defineConnector({
  id: "smtp",
  title: "Mail (SMTP)",
  docs: "https://www.rfc-editor.org/rfc/rfc5321",
  settings: smtpSettings,
  secrets: [{ name: "password", title: "Password of the user", optional: true }],
  actions: [],
  asking: askByMail,
  health: checkHealth,
});

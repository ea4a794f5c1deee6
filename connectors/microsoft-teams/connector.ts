import { defineConnector } from "../../src/connector/connector.ts";
import { askInCard } from "./ask-in-card.ts";
import { checkHealth } from "./health.ts";
import { postMessageAction } from "./post-message.ts";
import { teamsSettings } from "./settings.ts";
import { TEAMS_DOCS } from "./workflow.ts";

export default defineConnector({
  id: "microsoft-teams",
  title: "Microsoft Teams",
  docs: TEAMS_DOCS,
  settings: teamsSettings,
  secrets: [{ name: "workflowUrl", title: "Address of the workflow" }],
  actions: [postMessageAction],
  asking: askInCard,
  health: checkHealth,
});

/** Sentences as runbooks have them, each judged by hand: what a step may do of it, and what only a person can. */
import { describe, expect, it } from "vitest";
import { writtenOf } from "../playbook/written-form-yaml.ts";
import { codify } from "./codify.ts";
import { readMarkdown } from "./read/read-markdown.ts";

function drafted(sentence: string) {
  return codify(readMarkdown(sentence), { file: "runbook.md", queue: "soc" });
}

/** What the draft of a sentence does, each verb once; `playbook` where it leaves a place for another runbook. */
function verbsOf(sentence: string): string[] {
  const { source } = drafted(sentence);
  const verbs = [...source.matchAll(/action: ([\w.-]+)|id: (other_runbook)/g)].map(
    ([, action, other]) => action ?? other,
  );
  return [...new Set(verbs.filter((verb) => verb !== undefined))];
}

const ACCOUNT = ["identity.suspend-user"];
const SESSIONS = ["identity.revoke-sessions"];
const INTEL = ["intel.lookup-ip", "intel.lookup-domain", "intel.lookup-hash"];
const DOMAIN = ["intel.lookup-domain", "network.block-domain"];

describe("a step does all of", () => {
  it.each([
    ["Disable the user's account in the directory.", ACCOUNT],
    ["Block access for the compromised user.", ACCOUNT],
    ["Disable or lock the account.", ACCOUNT],
    ["Lock accounts associated with the compromised user.", ACCOUNT],
    ["Re-enable disabled users individually after confirming each of them.", ["identity.restore-user"]],
    ["Revoke all of the user's active sessions and refresh tokens.", SESSIONS],
    ["Sign the user out of all sessions.", SESSIONS],
    ["Disable the user and force a global sign-out.", [...ACCOUNT, ...SESSIONS]],
    ["Network-contain the host.", ["endpoint.isolate"]],
    ["Systems believed to be infected should be removed from the network.", ["endpoint.isolate"]],
    ["Release the host from isolation once it is clean.", ["endpoint.release"]],
    ["Add the malicious IP addresses to the firewall blocklist.", ["network.block-ip"]],
    ["Black hole or sinkhole malicious domains.", DOMAIN],
    ["Make the access key inactive.", ["cloud.disable-access-key"]],
    ["Check the IP address, the domain and the file hash against threat intelligence.", INTEL],
    ["Enrich all indicators.", INTEL],
    ["Check the reputation of the domain and the IP address.", ["intel.lookup-domain", "intel.lookup-ip"]],
    ["Determine whether the account is privileged.", ["identity.get-user"]],
    ["Verify that the host is isolated.", ["endpoint.get-device"]],
    ["Check if the access key is still active.", ["cloud.get-access-key"]],
    ["Look up the host in the asset inventory.", ["endpoint.get-device"]],
    ["Retrieve the alert details.", ["siem.get-alert"]],
    ["Make sure that a ticket is opened.", ["ticket.create"]],
    ["Confirm a ticket/case has been raised for the incident.", ["ticket.create"]],
    ["Document the incident in the ticketing system.", ["ticket.create"]],
    ["Force a password reset for the affected user.", ["identity.require-password-change"]],
    ["Force password resets for compromised accounts.", ["identity.require-password-change"]],
    ["Require affected users to change their passwords at next login.", ["identity.require-password-change"]],
    ["Block the URL at the proxy.", ["intel.lookup-url", "network.block-url"]],
    ["Add malicious URLs to the blocklist.", ["intel.lookup-url", "network.block-url"]],
    ["Block the file hash.", ["intel.lookup-hash", "endpoint.block-hash"]],
    ["Quarantine the malicious file.", ["intel.lookup-hash", "endpoint.quarantine-file"]],
    ["Collect a memory dump from the host.", ["endpoint.collect-evidence"]],
    ["Capture the memory of affected systems.", ["endpoint.collect-evidence"]],
    ["Collect an investigation package from the device.", ["endpoint.collect-evidence"]],
    ["Quarantine the phishing email.", ["mail.quarantine"]],
    ["Remove the malicious email from all mailboxes.", ["mail.quarantine"]],
    ["Search the SIEM for the IP address.", ["siem.search-logs"]],
    ["Query the proxy logs for connections to the malicious domain.", ["siem.search-logs"]],
    ["Search all logs for activity of the affected account.", ["siem.search-logs"]],
    ["Identify all recipients of the phishing email.", ["mail.search"]],
    ["Find other users who received the same message.", ["mail.search"]],
    ["Record all findings in the incident ticket.", ["ticket.update"]],
    ["Notify the incident commander.", ["chat.post-message"]],
    ["Post a summary to the incident channel.", ["chat.post-message"]],
    ["Should the account be privileged, notify the security team.", ["chat.post-message"]],
    ["Follow the Phishing Response playbook.", ["other_runbook"]],
    ["Run the ransomware playbook.", ["other_runbook"]],
    ["Revoke the credential (see IRP-Credentials).", ["other_runbook"]],
    ["If data left the network, follow the Data Breach playbook.", ["other_runbook"]],
  ])("%s", (sentence, verbs) => {
    expect(verbsOf(sentence)).toEqual(verbs);
    expect(drafted(sentence).sentences.map(({ fate }) => fate)).toEqual(["codified"]);
  });
});

describe("a person does", () => {
  it.each([
    "Reset the password of the account.",
    "Force a password reset for all users.",
    "Force a password reset for service accounts.",
    "Ask affected users to change their passwords.",
    "Search the SIEM for other hosts that contacted the same address.",
    "Rewrite URLs in incoming mail.",
    "Block URLs in email messages.",
    "Quarantine new messages at the gateway.",
    "Delete the message from all mailboxes.",
    "Capture the process memory.",
    "Collect evidence in accordance with policy.",
    "Quarantine file shares.",
    "Search the logs for the last 90 days.",
    "Query the logs for failed logins of the account and of others.",
    "Identify all recipients of the mailing list.",
    "Rotate the credentials.",
    "Attach the evidence to the ticket.",
    "Silence the alert for 2 hours.",
    "Escalate to the second line.",
    "Notify affected users.",
    "Disconnect the laptop from the VPN.",
    "Suspend or delete the account.",
    "Block user and group creation.",
    "Disable the account and mailbox rules.",
    "Terminate tool and browser sessions.",
    "Check whether the account is privileged and when it last signed in.",
    "Review the playbook with the team.",
    "Use your best judgment.",
  ])("%s", (sentence) => {
    expect(verbsOf(sentence)).toEqual([]);
    expect(drafted(sentence).sentences.map(({ fate }) => fate)).toEqual(["handed"]);
  });
});

it("a part that is understood is done, and the rest of it asked", () => {
  const sentence = "Block malicious IP addresses or networks.";
  expect(verbsOf(sentence)).toEqual(["network.block-ip"]);
  expect(drafted(sentence).sentences).toMatchObject([{ fate: "handed", steps: ["block_ip_1", expect.any(String)] }]);
});

describe("there is nothing to do in", () => {
  it.each(["Adversaries may disable the account.", "The host was isolated.", "T1078", "Severity"])("%s", (sentence) => {
    expect(drafted(sentence).sentences).toMatchObject([{ fate: "nothing", steps: [] }]);
  });

  it("what explains among references, but not in what is ordered there", () => {
    const text = "# X\n\n## References\n\nThe list is kept by others. Disable the account.";
    expect(drafted(text).sentences.slice(2)).toMatchObject([
      { fate: "nothing", reason: "statement" },
      { fate: "left-out", reason: "reference" },
    ]);
  });
});

describe("a hole", () => {
  it("stands where a person says each time what an author could say once", () => {
    const { holes, source } = drafted("Disable all unused accounts.");
    expect(holes).toEqual([{ step: "which_user_1", what: expect.stringContaining("an expression for the accounts") }]);
    expect(source).toContain("# hole: it is not said of all that the incident names");
  });

  it("is what is to be written to the ticket, which the draft has opened itself", () => {
    const { steps } = writtenOf(drafted("Open a ticket. Record the findings in the ticket.").source);
    expect(steps[1]).toMatchObject({ id: "to_record_1", resume: { comment: { type: "text" } } });
    expect(steps[2]).toMatchObject({ with: { id: "=steps.create_1.id", comment: "=steps.to_record_1.comment" } });
  });

  it("is the place of another runbook", () => {
    const { source } = drafted("Follow the Data Breach playbook.");
    expect(source).toContain('"playbook: data-breach" could stand here');
  });
});

/** From nothing to the first contained incident. */
export const firstSteps = {
  title: "First steps",
  intro:
    "From nothing to the first contained incident, in about five minutes. Each step is ticked by what is really there; nothing here is only said.",
  progress: (done: number, of: number) => `${done} of ${of} done`,
  done: "Done",
  open: "To do",
  next: "Next",
  loading: "what is done",
  all: "All of it is done. The queue is where the work is.",
  toQueue: "To the queue",
  steps: {
    connect: {
      title: "Connect something",
      text: "To try it, let a simulated company in: eight systems on this machine, nothing real. Stop Cordon (Ctrl-C where it runs), start it again there with the command, and leave this page open; it plays sixteen deliveries from eight products. Or connect a product of your own.",
      /** In another workspace than the first. */
      elsewhere:
        "Choose a product of your own in the catalogue. The simulated company of npm run demo plays in the first workspace of the installation, not here.",
      command: "npm run demo",
      link: "Open the catalogue",
    },
    alert: {
      title: "An alert came in",
      text: "The simulated company sends its own. A product of yours posts to /v1/ingest/ and the name of its connection, with a token that has the role Ingest: it is made under Settings, Tokens.",
      elsewhere:
        "The product posts to /v1/ingest/ and the name of its connection, with a token of this workspace that has the role Ingest: it is made under Settings, Tokens.",
      link: "See what comes in",
    },
    incident: {
      title: "An incident was opened",
      text: "Alerts that belong together are one incident, with a type from the taxonomy, a priority and its clocks.",
      link: "Look at the newest",
    },
    contained: {
      title: "Something was contained",
      text: "A playbook did it within what the policies allow, wrote down why before it did, and looked afterwards whether it took hold. It ends by itself.",
      link: "See what is contained",
    },
    answered: {
      title: "You said yes or no",
      text: "What no policy decides waits for a person, with the exact effect in words. In the simulated company that is the ERP server.",
      elsewhere: "What no policy decides waits for a person, with the exact effect in words.",
      link: "See what waits for you",
    },
    released: {
      title: "A containment was given back",
      text: "Release one: it is undone in its system, and read back.",
      link: "Choose one to release",
    },
    stopped: {
      title: "You know the stop button",
      text: "Press it once while it matters little: nothing is begun any more, and what is contained stays so. Then thaw it.",
      link: "To the stop button",
    },
    people: {
      title: "Somebody else can sign in",
      text: "Approvals mean most when two people can answer them.",
      link: "Invite somebody",
    },
  },
} as const;

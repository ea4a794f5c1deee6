import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { faultOf, isAllowed } from "./allowed-line.ts";

const LISTED = ["uptime", "usermod --lock {user}", "stat /srv/{file:path}", "ls /home/{user}/mail | wc -l"];

describe("a line", () => {
  test.each([
    "uptime",
    "usermod --lock ana.silva",
    "usermod --lock EXAMPLE@ana",
    "stat /srv/mail/2026/a_b.eml",
    "ls /home/ana/mail | wc -l",
  ])("that is listed is run: %s", (line) => expect(isAllowed(LISTED, line)).toBe(true));

  test.each([
    "uptime ",
    "uptime; reboot",
    "upt",
    "usermod --lock",
    "usermod --lock ",
    "usermod --lock --expiredate",
    "usermod --lock ana root",
    "usermod --lock ana;reboot",
    "usermod --lock $(reboot)",
    "usermod --lock `reboot`",
    "usermod --lock ana\nreboot",
    "usermod --lock ana%0areboot",
    "usermod --lock ana*",
    "usermod --lock ~root",
    "usermod --lock ..",
    "stat /srv/../etc/shadow",
    "stat /srv/mail/..",
    "stat /srv/mail/./x",
    "stat /srv/.",
    "stat /srv//",
    "stat /srv/mail/",
    "usermod --lock .",
    "usermod --lock ana,root",
    "usermod --lock @ana",
    "stat /srv/ /etc/shadow",
    "ls /home/ana/x/mail | wc -l",
    "",
  ])("that is not is refused: %j", (line) => expect(isAllowed(LISTED, line)).toBe(false));

  test("is compared with nothing where nothing is listed", () => expect(isAllowed([], "uptime")).toBe(false));

  test("is run whatever fills its placeholders only where a shell takes that for what it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), (value) => {
        const isRun = isAllowed(LISTED, `usermod --lock ${value}`);
        expect(isRun).toBe(/^[\w:][\w.:@+-]*$/.test(value));
      }),
      { numRuns: 2000, examples: [["a b"], ["ana"], ["-x"], [".."], ["a,b"]] },
    );
  });
});

describe("a listed line", () => {
  test.each(LISTED)("may be %j", (line) => expect(faultOf(line)).toBeNull());

  test.each([
    ["", /without blanks around/],
    [" uptime", /without blanks around/],
    ["uptime\nreboot", /one line/],
    ["echo grüß", /one line/],
    ["echo {User}", /placeholders as \{name\}/],
    ["awk '{print}' x", /quote|program/],
    ["awk '{ print $1 }' x", /placeholders as \{name\}/],
    ["{program} -x", /the program to be named/],
    ['echo "{text}"', /no quote/],
    ["cat {a}{b}", /after it/],
    ["cat {a}-{b}", /after it/],
    ["cat {a:path}/x", /after it/],
  ])("may not be %j", (line, why) => expect(faultOf(line)).toMatch(why));
});

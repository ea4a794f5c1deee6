/**
 * Writes src/taxonomy/attack/techniques.json: the ids of MITRE ATT&CK with their names and tactics, what was deprecated, and what took the place
 * of the ids that were revoked. Reads, below $CORDON_CORPORA, the STIX bundles `stix/{enterprise,mobile,ics}-attack.json` as ATT&CK publishes
 * them, or, where there is none, the list `taxonomies/attack-enterprise-techniques.json`, which does not say what a revoked id became.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const CORPORA = process.env.CORDON_CORPORA ?? `${ROOT}../shared/corpora`;
const NOTICE =
  "© 2025 The MITRE Corporation. This work is reproduced and distributed with the permission of The MITRE Corporation. The licence is in NOTICE.";

/** What revoked ids became, where no technique in force bears the old name: the sub-technique crosswalk of July 2020 and the releases since. */
const SUCCESSORS = {
  ...{ T1002: "T1560", T1017: "T1072", T1022: "T1560", T1024: "T1573", T1031: "T1543.003", T1032: "T1573" },
  ...{ T1038: "T1574.001", T1044: "T1574.010", T1050: "T1543.003", "T1053.001": "T1053.002", T1058: "T1574.011" },
  ...{ T1065: "T1571", T1073: "T1574.001", T1077: "T1021.002", T1079: "T1573", T1089: "T1562.001", T1094: "T1095" },
  ...{ T1139: "T1552.003", T1141: "T1056.002", T1148: "T1562.003", T1150: "T1647", T1156: "T1546.004" },
  ...{ T1163: "T1037.004", T1169: "T1548.003", T1171: "T1557.001", T1179: "T1056.004", T1192: "T1566.002" },
  ...{ T1193: "T1566.001", T1194: "T1566.003", T1196: "T1218.002", T1206: "T1548.003", "T1547.011": "T1647" },
  ...{ "T1574.002": "T1574.001" },
};

/** Techniques of a STIX bundle, with the id that each revoked one was revoked by. */
export function fromBundle({ objects }) {
  const idOf = (object) =>
    object?.external_references?.find(({ source_name }) => /^mitre.*attack$/.test(source_name))?.external_id;
  const byStix = new Map(objects.map((object) => [object.id, object]));
  const revokedBy = new Map(
    objects
      .filter(({ type, relationship_type }) => type === "relationship" && relationship_type === "revoked-by")
      .map(({ source_ref, target_ref }) => [source_ref, idOf(byStix.get(target_ref))]),
  );
  return objects
    .filter((object) => object.type === "attack-pattern" && idOf(object) !== undefined)
    .map((object) => ({
      id: idOf(object),
      name: object.name,
      tactics: (object.kill_chain_phases ?? []).map(({ phase_name }) => phase_name),
      revoked: object.revoked === true,
      deprecated: object.x_mitre_deprecated === true,
      successor: revokedBy.get(object.id),
    }));
}

/** The file: techniques in force as `name | tactics`, deprecated ones likewise, revoked ones with what they became, or nothing. */
export function attackFile(techniques, source) {
  const inForce = techniques.filter(({ revoked, deprecated }) => !revoked && !deprecated);
  const ids = new Set(inForce.map(({ id }) => id));
  const sameName = (one) => {
    const namesakes = inForce.filter(({ name }) => name.toLowerCase() === one.name.toLowerCase());
    return namesakes.length === 1 ? namesakes[0].id : "";
  };
  const became = (one) => {
    const id = one.successor ?? SUCCESSORS[one.id] ?? sameName(one);
    return ids.has(id) ? id : "";
  };
  const listed = (some, value) =>
    Object.fromEntries(some.sort((a, b) => (a.id < b.id ? -1 : 1)).map((one) => [one.id, value(one)]));
  const shown = ({ name, tactics }) => `${name} | ${tactics.join(", ")}`;
  return {
    notice: NOTICE,
    source,
    techniques: listed(inForce, shown),
    deprecated: listed(
      techniques.filter(({ revoked, deprecated }) => deprecated && !revoked),
      shown,
    ),
    revoked: listed(
      techniques.filter(({ revoked }) => revoked),
      became,
    ),
  };
}

function main() {
  const bundles = ["enterprise", "mobile", "ics"]
    .map((domain) => `${CORPORA}/stix/${domain}-attack.json`)
    .filter(existsSync);
  const read = (file) => JSON.parse(readFileSync(file, "utf8"));
  const list = bundles.length === 0 ? read(`${CORPORA}/taxonomies/attack-enterprise-techniques.json`) : null;
  const techniques = list?.techniques ?? bundles.flatMap((file) => fromBundle(read(file)));
  const source = list?.source ?? bundles.map((file) => file.slice(file.lastIndexOf("/") + 1)).join(", ");
  const file = `${ROOT}src/taxonomy/attack/techniques.json`;
  writeFileSync(file, `${JSON.stringify(attackFile(techniques, source), null, 2)}\n`);
  process.stdout.write(`${file}: ${techniques.length} techniques of ${source}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();

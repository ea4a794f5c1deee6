/** Falco alerts in JSON (`json_output`), over HTTP, a file, gRPC or falcosidekick: https://falco.org/docs/outputs/formatting/ */
import type { Source } from "../../src/connector/connector.ts";
import { filled, techniquesIn } from "../../src/connector/draft-parts.ts";
import { entity, observables } from "../../src/connector/raw-entities.ts";
import {
  firstText,
  isRaw,
  objectAt,
  requireObject,
  requireText,
  textAt,
  textsAt,
} from "../../src/connector/raw-fields.ts";
import { requireTime } from "../../src/connector/raw-time.ts";
import { severityWords } from "../../src/connector/severity-scale.ts";
import { hashOf } from "../../src/ids.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";

export const falcoSource: Source = {
  recognizes: (raw) => isRaw(raw) && "output_fields" in raw && "priority" in raw && "rule" in raw,

  normalize(raw): AlertDraftInput {
    const event = requireObject(raw);
    const rule = requireText(event, "rule");
    const fields = objectAt(event, "output_fields");
    const priority = textAt(event, "priority");
    const at = (...names: string[]) => firstText(fields, ...names).replace(/^<NA>$/, "");
    const [container, pod, host] = [
      at("container.id"),
      at("k8s.pod.name"),
      textAt(event, "hostname") || at("evt.hostname"),
    ];
    const isHost = container === "" || container === "host";
    return {
      uid: textAt(event, "uuid") || hashOf(event),
      title: rule,
      description: textAt(event, "output"),
      severity: severityOf(priority),
      severityRaw: priority,
      time: requireTime(event, ["time"]),
      rule: { id: rule, name: rule },
      product: { name: "Falco", vendor: "Falco" },
      categories: filled(...textsAt(event, "tags").slice(0, 15), textAt(event, "source")),
      techniques: techniquesIn(textsAt(event, "tags").join(" ")),
      entities: [
        ...(isHost
          ? []
          : entity("affected", "cloud-resource", pod === "" ? container : `${at("k8s.ns.name")}/${pod}`, {
              name: at("container.name") || pod,
              aliases: [container],
            })),
        ...entity("affected", "device", host),
        ...entity("affected", "user", at("user.name", "ka.user.name")),
        ...entity("actor", "ip", at("fd.sip", "fd.rip")),
      ],
      observables: [
        ...observables("process", at("proc.cmdline")),
        ...observables("file", /^\//.test(at("fd.name")) ? at("fd.name") : ""),
        ...observables("ip", at("fd.sip", "fd.rip"), at("fd.cip")),
        ...observables("resource", at("container.image.repository")),
        ...observables("user", at("user.name")),
      ],
      controlOutcome: "detected",
    };
  },
};

/** https://falco.org/docs/concepts/rules/basic-elements/#priority */
export const severityOf = severityWords(
  {
    emergency: "critical",
    alert: "critical",
    critical: "critical",
    error: "high",
    warning: "medium",
    notice: "low",
    informational: "informational",
    info: "informational",
    debug: "informational",
  },
  "unknown",
);

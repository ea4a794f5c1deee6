/** What is read of playbooks. Keys begin so that what is told live reads them again. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { PlaybookDetail, PlaybookSummary } from "../../../../src/api/contract/content.ts";
import type { PartFigures } from "../../../../src/api/contract/figures.ts";
import type { PlaybookOutline } from "../../../../src/api/contract/playbook-editor.ts";
import type { StandingList, StandingVersion } from "../../../../src/api/contract/version.ts";
import { call, type Query, read } from "../../api/client.ts";
import type { PlaybookFigures } from "./figures.ts";

export function usePlaybooks() {
  return useQuery({
    queryKey: ["playbooks"],
    queryFn: async ({ signal }) => (await read<{ items: PlaybookSummary[] }>("/v1/playbooks", {}, signal)).items,
  });
}

/** Versions that wait for somebody's word. */
export function useDrafts() {
  return useQuery({
    queryKey: ["playbooks", "drafts"],
    queryFn: async ({ signal }) => (await read<StandingList>("/v1/playbook-drafts", {}, signal)).items,
  });
}

/** By playbook, or by version of one. */
export function useFigures(query: Query) {
  return useQuery({
    queryKey: ["figures", JSON.stringify(query)],
    staleTime: 60_000,
    queryFn: async ({ signal }) => {
      const { items } = await read<PartFigures>("/v1/figures", query, signal);
      return new Map(items.map(({ part, figures }) => [part, figures as unknown as PlaybookFigures]));
    },
  });
}

export function useVersions(name: string) {
  return useQuery({
    queryKey: ["playbooks", name, "versions"],
    queryFn: async ({ signal }) =>
      (await read<StandingList>(`/v1/playbooks/${encodeURIComponent(name)}/versions`, {}, signal)).items,
  });
}

/** One version with its text. */
export function useVersion(name: string, number: number | undefined) {
  return useQuery({
    queryKey: ["playbooks", name, `v${number}`],
    enabled: number !== undefined,
    queryFn: ({ signal }) => read<PlaybookDetail>(`/v1/playbooks/${encodeURIComponent(name)}`, { number }, signal),
  });
}

/** What a text says, its graph and its findings. While somebody writes, the last ones are kept until the next are read. */
export function useOutline(source: string | undefined, { writing = false } = {}) {
  return useQuery({
    queryKey: ["outline", source ?? ""],
    enabled: source !== undefined,
    staleTime: 5 * 60_000,
    ...(writing ? { placeholderData: keepPreviousData } : {}),
    queryFn: ({ signal }) => call<PlaybookOutline>("POST", "/v1/playbooks/outline", { source }, signal),
  });
}

/** The version that is shown when none was asked for: the one in force, or else the newest. */
export function shownVersion(
  versions: readonly StandingVersion[],
  asked: string | undefined,
): StandingVersion | undefined {
  const number = Number(asked);
  return versions.find((one) => one.number === number) ?? inForce(versions) ?? versions[0];
}

export function inForce(versions: readonly StandingVersion[]): StandingVersion | undefined {
  return versions.find(({ status }) => status === "in-force");
}

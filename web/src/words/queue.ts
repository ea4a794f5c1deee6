export const queue = {
  title: "Queue",
  rows: "Incidents",
} as const;

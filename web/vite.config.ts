/** How the console is built: into files whose names say their content, for browsers of the last two years. */
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), tailwindcss()],
  build: {
    target: "es2023",
    manifest: true,
    emptyOutDir: true,
    // Nothing is inlined: the content security policy lets fonts and scripts come from our own address alone.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 800,
  },
  server: { proxy: { "/v1": "http://127.0.0.1:7171" } },
});

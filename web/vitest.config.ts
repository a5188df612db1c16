// Unit tests of the front end's pure logic: *.test.ts beside what they test.
import { defineConfig } from "vitest/config";

export default defineConfig({
  cacheDir: "../node_modules/.vite",
  test: { include: ["**/*.test.ts"], environment: "node" },
});

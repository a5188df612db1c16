// Unit tests of the front end's pure logic: *.test.ts beside what they test.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { include: ["**/*.test.ts"], environment: "node" },
});

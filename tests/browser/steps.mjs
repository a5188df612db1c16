// A story: its steps run in order, and the first that fails ends it.
import { test } from "node:test";

export function story(name, { set_up, tear_down, steps }) {
  test(name, async (t) => {
    try {
      await set_up();
      for (const [sentence, run] of Object.entries(steps)) {
        let done = false;
        await t.test(sentence, async () => {
          await run();
          done = true;
        });
        if (!done) return;
      }
    } finally {
      await tear_down();
    }
  });
}

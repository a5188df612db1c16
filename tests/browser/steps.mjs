// A story: its steps run in order, and the first that fails ends it. What `closes` lists at the end, be
// the story whole or not, is closed in that order; what was not made by then is undefined there.
import { test } from "node:test";

export function story(name, { set_up, closes, steps }) {
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
      for (const each of closes()) await each?.close();
    }
  });
}

// Waiting for conditions instead of for time.
import { setTimeout as pause } from "node:timers/promises";

const kSecondsMax = 20;
const kLookEveryMs = 50;

// Calls `look` until it returns something true and returns that; throws with `what` when it never does.
export async function until(what, look, seconds = kSecondsMax) {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`after ${seconds} s still not: ${what}`);
    await pause(kLookEveryMs);
  }
}

// Calls `look` until its answer equals `wanted`, compared as JSON; throws with the last answer.
export async function untilEqual(wanted, look, seconds = kSecondsMax) {
  let last;
  const text = JSON.stringify(wanted);
  const reached = async () => JSON.stringify((last = await look())) === text;
  await until(text, reached, seconds).catch((error) => {
    throw new Error(`${error.message}; last: ${JSON.stringify(last)}`);
  });
}
